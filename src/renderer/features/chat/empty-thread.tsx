import { AlignLeft, Code, Languages, Lightbulb, ListChecks, PenLine } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { GENERAL_ASSISTANT } from '#shared/models/assistant.ts';
import type { Model } from '#shared/models/model.ts';
import { useEngine } from '../../lib/rpc/streams.ts';
import { useCurrentModel } from '../../lib/use-current-model.ts';
import { AssistantOpening, AssistantPicker } from './assistant/assistant-start.tsx';
import type { ChatAssistant } from './assistant/use-chat-assistant.ts';

const CARDS = {
  write: PenLine,
  explain: Lightbulb,
  code: Code,
  list: ListChecks,
  shorten: AlignLeft,
  other: Languages,
} as const satisfies Record<string, LucideIcon>;
type CardName = keyof typeof CARDS;

const speaks = (model: Model | undefined, language: string): boolean =>
  model === undefined || model.languages.length === 0 || model.languages.some((tag) => tag.split('-')[0] === language);

/** Four tasks the model can really do: no code for one that cannot, no second language for one that knows one. */
export function cardsFor(model: Model | undefined): readonly CardName[] {
  const canCode = model === undefined || model.abilities.code !== 'none';
  const isBilingual = speaks(model, 'en') && speaks(model, 'zh');
  return ['write', 'explain', canCode ? 'code' : 'list', isBilingual ? 'other' : 'shorten'];
}

function ModelLine({ model }: { readonly model: Model | undefined }) {
  const { t, i18n } = useTranslation();
  const engine = useEngine((store) => store.engine);
  if (engine.state !== 'ready') return <p className="mt-2 text-14 text-ink-2">{t('chat.empty.noModel')}</p>;
  const names = new Intl.DisplayNames(i18n.language, { type: 'language' });
  const strengths = model
    ? [
        ...(model.languages.length === 0
          ? []
          : [
              new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(
                model.languages.slice(0, 4).map((tag) => names.of(tag) ?? tag),
              ),
            ]),
        ...(model.abilities.writing === 'good' ? [t('chat.empty.goodAtWriting')] : []),
        ...(model.abilities.code === 'good' ? [t('chat.empty.goodAtCode')] : []),
      ]
    : [];
  return (
    <p className="mt-2 text-14 text-ink-2">
      {strengths.length === 0
        ? t('chat.empty.model', { name: engine.model.name })
        : t('chat.empty.modelGoodAt', { name: engine.model.name, strengths: strengths.join(t('chat.empty.separator')) })}
    </p>
  );
}

export interface EmptyThreadProps {
  readonly chat: ChatAssistant;
  readonly onFill: (text: string) => void;
}

/** A new chat: what is here, what it is good at, who answers, and how to begin: four tasks, or what the assistant offers. */
export function EmptyThread({ chat, onFill }: EmptyThreadProps) {
  const { t } = useTranslation();
  const model = useCurrentModel();
  const { assistant } = chat;
  const hasOpening = assistant !== undefined && (assistant.openingMessage !== '' || assistant.questions.length > 0);
  const isGeneral = assistant === undefined || assistant.id === GENERAL_ASSISTANT;
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-y-auto">
      <div className="m-auto w-full max-w-[47rem] px-4 py-8">
        <h2 className="text-28 font-semibold tracking-tight">{t('chat.empty.title')}</h2>
        <ModelLine model={model} />
        <AssistantPicker chat={chat} />
        {assistant && (hasOpening || !isGeneral) ? (
          <AssistantOpening assistant={assistant} onFill={onFill} />
        ) : (
          <ul className="mt-6 grid gap-3 sm:grid-cols-2">
            {cardsFor(model).map((name) => {
              const Icon = CARDS[name];
              return (
                <li key={name}>
                  <button
                    type="button"
                    className="flex h-full w-full items-start gap-3 rounded-card border border-line bg-surface p-4 text-left hover:border-line-strong"
                    onClick={() => onFill(t(`chat.empty.cards.${name}.prompt`))}
                  >
                    <Icon size={20} strokeWidth={1.75} aria-hidden className="mt-0.5 shrink-0 text-accent" />
                    <span>
                      <span className="block text-14 font-semibold">{t(`chat.empty.cards.${name}.title`)}</span>
                      <span className="mt-0.5 block text-13 text-ink-2">{t(`chat.empty.cards.${name}.text`)}</span>
                    </span>
                  </button>
                </li>
              );
            })}
          </ul>
        )}
      </div>
    </div>
  );
}
