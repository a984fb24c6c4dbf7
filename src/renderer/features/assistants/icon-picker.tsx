import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { ASSISTANT_ICONS, assistantIconNameSchema, isEmoji } from '#shared/models/assistant.ts';
import { AssistantIcon } from '../../components/assistant-icon.tsx';
import { TextField } from './text-field.tsx';

/** One of our pictures, or an emoji. */
export function IconPicker({ icon, onIcon }: { readonly icon: string; readonly onIcon: (icon: string) => void }) {
  const { t } = useTranslation();
  const name = useId();
  const isPicture = assistantIconNameSchema.safeParse(icon).success;
  return (
    <div className="flex flex-wrap items-start gap-x-6 gap-y-3">
      <fieldset>
        <legend className="mb-1 text-13 font-semibold">{t('assistants.field.icon')}</legend>
        <div className="flex flex-wrap gap-1">
          {ASSISTANT_ICONS.map((picture) => (
            <label
              key={picture}
              title={t(`assistants.icons.${picture}`)}
              className="inline-flex size-8 cursor-pointer items-center justify-center rounded-control border border-transparent text-ink-2 hover:bg-accent-soft has-checked:border-accent has-checked:bg-accent-soft has-checked:text-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
            >
              <input type="radio" name={name} className="sr-only" checked={icon === picture} onChange={() => onIcon(picture)} />
              <AssistantIcon icon={picture} />
              <span className="sr-only">{t(`assistants.icons.${picture}`)}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <div className="w-36">
        <TextField
          label={t('assistants.field.emoji')}
          value={isPicture ? '' : icon}
          refuse={(text) => (text === '' || isEmoji(text) ? null : t('assistants.field.emojiWrong'))}
          onValue={(text) => text !== '' && onIcon(text)}
        />
      </div>
    </div>
  );
}
