/** Assistants: all of them on the left, the chosen one on the right. */
import { ArrowLeft, Bot, Download, Plus, Upload } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { Button, buttonClass } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ViewHeader } from '../../components/view-header.tsx';
import { useAssistants } from '../../lib/use-assistants.ts';
import { AssistantEditor } from './assistant-editor.tsx';
import { AssistantList } from './assistant-list.tsx';
import { useAssistantActions } from './use-assistant-actions.ts';

export function AssistantsView({ assistantId }: { readonly assistantId: string | null }) {
  const { t } = useTranslation();
  const assistants = useAssistants();
  const actions = useAssistantActions();
  const file = useRef<HTMLInputElement>(null);
  const chosen = assistants?.find(({ id }) => id === assistantId);
  const own = assistants?.filter(({ origin }) => origin === 'own') ?? [];
  const create = (): void =>
    void actions.create({
      name: t('assistants.newName'),
      icon: 'lightbulb',
      description: '',
      leadsTo: null,
      parameters: {},
      modelId: null,
      openingMessage: '',
      questions: [],
    });
  return (
    <>
      <ViewHeader
        title={
          <span className="flex items-center gap-2">
            <Link href="/chat" aria-label={t('assistants.back')} title={t('assistants.back')} className={buttonClass('quiet', 'small')}>
              <ArrowLeft size={16} strokeWidth={1.75} aria-hidden />
            </Link>
            <h1>{t('assistants.title')}</h1>
          </span>
        }
      >
        <input
          ref={file}
          type="file"
          accept=".json,application/json"
          aria-label={t('assistants.import')}
          hidden
          onChange={({ target }) => {
            const [chosenFile] = target.files ?? [];
            if (chosenFile) void actions.importFile(chosenFile);
            target.value = '';
          }}
        />
        <Button onClick={() => file.current?.click()}>
          <Upload size={16} strokeWidth={1.75} aria-hidden />
          {t('assistants.import')}
        </Button>
        {own.length > 0 && (
          <Button onClick={() => void actions.exportFile(own)}>
            <Download size={16} strokeWidth={1.75} aria-hidden />
            {t('assistants.exportAll')}
          </Button>
        )}
        <Button tone="primary" onClick={create}>
          <Plus size={16} strokeWidth={1.75} aria-hidden />
          {t('assistants.create')}
        </Button>
      </ViewHeader>
      <div className="flex min-h-0 flex-1 max-md:flex-col">
        <div data-region className="shrink-0 overflow-y-auto border-line bg-sunken p-2 max-md:max-h-52 max-md:border-b md:w-72 md:border-r">
          {assistants && <AssistantList assistants={assistants} chosenId={chosen?.id} />}
        </div>
        <div data-region className="min-h-0 min-w-0 flex-1 overflow-y-auto">
          {chosen ? (
            <div className="mx-auto w-full max-w-[47rem] p-4 sm:p-6">
              <h2 className="mb-1 truncate text-20 font-semibold">{chosen.name}</h2>
              <p className="mb-4 text-12 text-ink-2">{t('assistants.stored')}</p>
              <AssistantEditor key={chosen.id} assistant={chosen} />
            </div>
          ) : (
            assistants && (
              <EmptyState icon={Bot} title={t('assistants.none')}>
                {t('assistants.intro')}
              </EmptyState>
            )
          )}
        </div>
      </div>
    </>
  );
}
