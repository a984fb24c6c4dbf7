/** The empty chat of an assistant: who else could answer, its opening words, and questions to begin with. */
import { MessageCircleQuestion, Settings2 } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Assistant } from '#shared/models/assistant.ts';
import { AssistantIcon } from '../../../components/assistant-icon.tsx';
import type { ChatAssistant } from './use-chat-assistant.ts';

const PILL = 'inline-flex min-h-8 cursor-pointer items-center gap-2 rounded-full border px-3 text-13';

/** Radio buttons that look like chips: the arrow keys choose. */
export function AssistantPicker({ chat: { assistants, chosenId, choose } }: { readonly chat: ChatAssistant }) {
  const { t } = useTranslation();
  const name = useId();
  if (assistants.length === 0) return null;
  return (
    <fieldset className="mt-6 flex flex-wrap gap-2">
      <legend className="sr-only">{t('assistants.choose')}</legend>
      {assistants.map(({ id, icon, name: text, description }) => (
        <label
          key={id}
          title={description}
          className={`${PILL} border-line bg-surface text-ink-2 hover:border-line-strong has-checked:border-accent has-checked:bg-accent-soft has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent`}
        >
          <input type="radio" name={name} className="sr-only" checked={id === chosenId} onChange={() => void choose(id)} />
          <AssistantIcon icon={icon} />
          {text}
        </label>
      ))}
      <Link href="/assistants" className={`${PILL} border-transparent text-ink-2 hover:bg-accent-soft hover:text-ink`}>
        <Settings2 size={16} strokeWidth={1.75} aria-hidden />
        {t('assistants.manage')}
      </Link>
    </fieldset>
  );
}

/** What the assistant says first, and its example questions, which fill the composer. */
export function AssistantOpening({ assistant, onFill }: { readonly assistant: Assistant; readonly onFill: (text: string) => void }) {
  const { t } = useTranslation();
  const { openingMessage, questions, description } = assistant;
  const opening = openingMessage || description;
  return (
    <>
      {opening !== '' && <p className="mt-6 text-15 leading-relaxed whitespace-pre-wrap">{opening}</p>}
      {questions.length > 0 && (
        <ul aria-label={t('assistants.questions')} className="mt-4 grid gap-3 sm:grid-cols-2">
          {questions.map((question) => (
            <li key={question}>
              <button
                type="button"
                className="flex h-full w-full items-start gap-3 rounded-card border border-line bg-surface p-4 text-left text-14 hover:border-line-strong"
                onClick={() => onFill(question)}
              >
                <MessageCircleQuestion size={20} strokeWidth={1.75} aria-hidden className="mt-0.5 shrink-0 text-accent" />
                <span className="line-clamp-3 min-w-0">{question}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
