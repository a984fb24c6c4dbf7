import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { Button, buttonClass } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { useLanguageName } from '../../lib/use-language-name.ts';
import type { LanguagePairState } from './use-language-pair.ts';

export interface AbilityNoticeProps {
  readonly pair: LanguagePairState;
  readonly canTry: boolean;
  readonly onTryAnyway: () => void;
  readonly ref: Ref<HTMLDivElement>;
}

/** What the loaded model can be trusted with, said before it has written anything. Nothing while it is good or there is none. */
export function AbilityNotice({ pair, canTry, onTryAnyway, ref }: AbilityNoticeProps) {
  const { t } = useTranslation();
  const nameOf = useLanguageName();
  const { ability } = pair;
  if (!ability || ability.modelName === null || ability.ability === 'good') return null;
  const model = ability.modelName;
  if (ability.ability !== 'none') {
    return <Notice tone="info">{ability.ability === 'weak' ? t('translate.weak', { model }) : t('translate.unknown', { model })}</Notice>;
  }
  return (
    <div ref={ref} tabIndex={-1} className="rounded-card">
      <Notice
        tone="warning"
        role="status"
        actions={
          <>
            <Link href="/models" className={buttonClass('primary', 'small')}>
              {t('translate.cannot.choose')}
            </Link>
            <Button tone="quiet" size="small" disabled={!canTry} onClick={onTryAnyway}>
              {t('translate.cannot.tryAnyway')}
            </Button>
          </>
        }
      >
        {pair.source === null
          ? t('translate.cannot.unknownSource', { model, to: nameOf(pair.to) })
          : t('translate.cannot.text', { model, from: nameOf(pair.source), to: nameOf(pair.to) })}
      </Notice>
    </div>
  );
}
