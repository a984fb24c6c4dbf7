/** All of one assistant. Every change is stored at once; nothing waits for a Save button. */
import { Copy, Download, MessageSquarePlus, RotateCcw, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { assistantContentSchema, GENERAL_ASSISTANT, MOST_QUESTIONS } from '#shared/models/assistant.ts';
import type { Assistant, AssistantContent } from '#shared/models/assistant.ts';
import { changeParameters, effectiveParameters, PARAMETER_NAMES } from '#shared/models/parameters.ts';
import type { ParameterChange, ParameterName } from '#shared/models/parameters.ts';
import { Button } from '../../components/button.tsx';
import { ParameterField } from '../../components/parameter-field.tsx';
import { useNewChat } from '../../lib/new-chat-store.ts';
import { useCurrentModel } from '../../lib/use-current-model.ts';
import { useSettings } from '../../lib/use-settings.ts';
import { IconPicker } from './icon-picker.tsx';
import { ModelField } from './model-field.tsx';
import { TextField } from './text-field.tsx';
import { contentOf, takeNew, useAssistantActions } from './use-assistant-actions.ts';

const {
  name: nameSchema,
  description: descriptionSchema,
  openingMessage: openingSchema,
  questions: questionsSchema,
} = assistantContentSchema.shape;
const readQuestions = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');

function Actions({ assistant }: { readonly assistant: Assistant }) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const actions = useAssistantActions();
  const { id, name, origin, isChanged } = assistant;
  const chat = (): void => {
    useNewChat.setState({ assistantId: id === GENERAL_ASSISTANT ? null : id });
    navigate('/chat');
  };
  const duplicate = (): void => void actions.create({ ...contentOf(assistant), name: t('assistants.copyName', { name }).slice(0, 80) });
  return (
    <div className="flex flex-wrap gap-2">
      <Button tone="primary" onClick={chat}>
        <MessageSquarePlus size={16} strokeWidth={1.75} aria-hidden />
        {t('assistants.chatWith')}
      </Button>
      <Button onClick={duplicate}>
        <Copy size={16} strokeWidth={1.75} aria-hidden />
        {t('assistants.duplicate')}
      </Button>
      <Button onClick={() => void actions.exportFile([assistant])}>
        <Download size={16} strokeWidth={1.75} aria-hidden />
        {t('assistants.export')}
      </Button>
      {origin === 'shipped' && isChanged && (
        <Button onClick={() => void actions.reset(assistant)}>
          <RotateCcw size={16} strokeWidth={1.75} aria-hidden />
          {t('assistants.reset')}
        </Button>
      )}
      {origin === 'own' && (
        <Button tone="danger" onClick={() => void actions.remove(assistant)}>
          <Trash2 size={16} strokeWidth={1.75} aria-hidden />
          {t('assistants.delete')}
        </Button>
      )}
    </div>
  );
}

function Card({ children }: { readonly children: ReactNode }) {
  return <div className="flex flex-col gap-4 rounded-card border border-line bg-surface p-4">{children}</div>;
}

export function AssistantEditor({ assistant }: { readonly assistant: Assistant }) {
  const { t } = useTranslation();
  const { change: store } = useAssistantActions();
  const [isNew] = useState(() => takeNew(assistant.id));
  const settings = useSettings();
  const model = useCurrentModel()?.parameters ?? {};
  const change = useCallback((patch: Partial<AssistantContent>): void => void store(assistant, patch), [store, assistant]);
  const effective = effectiveParameters({ model, settings: settings.parameters, assistant: assistant.parameters });
  const changeOwn = (parameters: ParameterChange): void => change({ parameters: changeParameters(assistant.parameters, parameters) });
  const parameterField = (name: ParameterName): ReactNode => (
    <ParameterField
      key={name}
      name={name}
      effective={effective}
      layer="assistant"
      onChange={(set) => changeOwn({ set, reset: [] })}
      onReset={(reset) => changeOwn({ set: {}, reset: [reset] })}
    />
  );
  const tooLong = (most: number) => t('chat.parameters.tooLong', { most });
  return (
    <div className="flex flex-col gap-4">
      <Actions assistant={assistant} />
      {assistant.id === GENERAL_ASSISTANT && <p className="text-13 text-ink-2">{t('assistants.generalNote')}</p>}
      <Card>
        <TextField
          label={t('assistants.field.name')}
          wantsFocus={isNew}
          value={assistant.name}
          refuse={(text) =>
            nameSchema.safeParse(text).success ? null : text.trim() === '' ? t('assistants.field.nameMissing') : tooLong(80)
          }
          onValue={(name) => change({ name: name.trim() })}
        />
        <IconPicker icon={assistant.icon} onIcon={(icon) => change({ icon })} />
        <TextField
          label={t('assistants.field.description')}
          hint={t('assistants.field.descriptionHint')}
          value={assistant.description}
          refuse={(text) => (descriptionSchema.safeParse(text).success ? null : tooLong(300))}
          onValue={(description) => change({ description: description.trim() })}
        />
      </Card>
      <Card>
        <div>
          <div>{parameterField('systemPrompt')}</div>
          <p className="text-12 text-ink-2">
            {t('assistants.field.promptHint', { date: '{{date}}', language: '{{language}}', selection: '{{selection}}' })}
          </p>
        </div>
        <TextField
          label={t('assistants.field.opening')}
          hint={t('assistants.field.openingHint')}
          rows={2}
          value={assistant.openingMessage}
          refuse={(text) => (openingSchema.safeParse(text).success ? null : tooLong(2_000))}
          onValue={(openingMessage) => change({ openingMessage })}
        />
        <TextField
          label={t('assistants.field.questions')}
          hint={t('assistants.field.questionsHint', { most: MOST_QUESTIONS })}
          rows={3}
          value={assistant.questions.join('\n')}
          refuse={(text) =>
            questionsSchema.safeParse(readQuestions(text)).success
              ? null
              : t('assistants.field.questionsWrong', { most: MOST_QUESTIONS, chars: 300 })
          }
          onValue={(text) => change({ questions: readQuestions(text) })}
        />
      </Card>
      <Card>
        <ModelField modelId={assistant.modelId} onModel={(modelId) => change({ modelId })} />
        <label className="flex items-center gap-2 text-13">
          <input
            type="checkbox"
            className="accent-accent"
            checked={assistant.leadsTo === 'translate'}
            onChange={(event) => change({ leadsTo: event.target.checked ? 'translate' : null })}
          />
          {t('assistants.field.translate')}
        </label>
      </Card>
      <Card>
        <div>
          <h3 className="text-14 font-semibold">{t('assistants.field.parameters')}</h3>
          <p className="text-12 text-ink-2">{t('assistants.field.parametersHint')}</p>
          {PARAMETER_NAMES.filter((name) => name !== 'systemPrompt').map(parameterField)}
        </div>
      </Card>
    </div>
  );
}
