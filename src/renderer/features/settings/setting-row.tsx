import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { sentenceGap } from '../../lib/format.ts';
import type { Setting } from './setting.ts';

/** Title, explanation and shipped value on the left, the control on the right; below each other where it is narrow. */
export function SettingRow({ setting }: { readonly setting: Setting }) {
  const { t, i18n } = useTranslation();
  const id = useId();
  const hintId = useId();
  const { title, hint, shipped, isChanged, reset, isRecommended = false, isAction = false, control } = setting;
  return (
    <div className="flex flex-wrap items-start gap-x-6 gap-y-2 px-4 py-3">
      <div className="min-w-56 flex-1">
        {isAction ? (
          <h3 className="text-14 font-medium">{title}</h3>
        ) : (
          <label htmlFor={id} className="text-14 font-medium">
            {title}
          </label>
        )}
        <p id={hintId} className="max-w-[72ch] text-12 text-ink-2">
          {hint}
          {sentenceGap(i18n.language)}
          {shipped !== null && (
            <span className="whitespace-nowrap">{t(isRecommended ? 'settings.recommended' : 'settings.shipped', { value: shipped })}</span>
          )}
        </p>
      </div>
      <div className="flex max-w-full min-w-0 flex-wrap items-center gap-2">
        {isChanged && reset && (
          <Button tone="quiet" size="small" aria-label={t('settings.resetName', { name: title })} onClick={reset}>
            {t('common.action.reset')}
          </Button>
        )}
        {control({ id, describedBy: hintId })}
      </div>
    </div>
  );
}
