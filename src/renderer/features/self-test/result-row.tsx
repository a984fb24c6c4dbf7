import { clsx } from 'clsx';
import type { LucideIcon } from 'lucide-react';
import { CircleCheck, CircleHelp, CircleX, LoaderCircle } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { SelfTestItem } from '#shared/contract/selection-contract.ts';
import { sentenceGap } from '../../lib/format.ts';
import { SELF_TEST_REASONS } from '#shared/models/self-test.ts';
import { PermissionRequest } from './permission-request.tsx';

export const PART_NAMES = ['shortcut', 'capture', 'paste', 'permissions', 'tray', 'notifications', 'gpu'] as const;

const LOOKS: Readonly<Record<SelfTestItem['state'], { readonly icon: LucideIcon; readonly className: string }>> = {
  pass: { icon: CircleCheck, className: 'text-success' },
  fail: { icon: CircleX, className: 'text-danger' },
  unknown: { icon: CircleHelp, className: 'text-warning' },
};
const TESTING = { icon: LoaderCircle, className: 'text-ink-2' } as const;

/** One part: its name, its state as a word and a sign, what was seen, and the way out. */
export function ResultRow({ name, item }: { readonly name: SelfTestItem['name']; readonly item: SelfTestItem | undefined }) {
  const { t, i18n } = useTranslation();
  const id = useId();
  const { icon: Icon, className } = item ? LOOKS[item.state] : TESTING;
  const reason = item && (SELF_TEST_REASONS.find((known) => known === item.reason) ?? 'testBroke');
  // What works needs no way out, but for the one that could work better.
  const hasFix = item?.state !== 'pass' || reason === 'pasteUntold';
  return (
    <li aria-labelledby={id} className="flex items-start gap-3 px-4 py-3">
      <Icon size={20} strokeWidth={1.75} aria-hidden className={clsx('mt-0.5 shrink-0', className)} />
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <h2 id={id} className="text-14 font-medium">
            {t(`selfTest.name.${name}`)}
          </h2>
          <span className={clsx('text-13 font-medium', className)}>{item ? t(`selfTest.state.${item.state}`) : t('selfTest.testing')}</span>
        </div>
        {reason && (
          <p className="max-w-[72ch] text-13 text-ink-2">
            {t(`selfTest.reason.${reason}.seen`)}
            {sentenceGap(i18n.language)}
            {hasFix && <span className="text-ink">{t(`selfTest.reason.${reason}.fix`)}</span>}
          </p>
        )}
        {reason === 'permissionsMissing' && <PermissionRequest />}
      </div>
    </li>
  );
}
