import { useTranslation } from 'react-i18next';
import { Check, TriangleAlert } from 'lucide-react';
import type { StopReason } from '#shared/models/generation.ts';
import type { TranslationIssue } from '#shared/contract/writing-contract.ts';

export interface IssueListProps {
  readonly issues: readonly TranslationIssue[];
  readonly stopReason: StopReason | null;
}

/** What the translation lost or made up, each in a sentence; or that nothing is missing. Nothing at all for one that was cut off. */
export function IssueList({ issues, stopReason }: IssueListProps) {
  const { t } = useTranslation();
  if (stopReason !== 'end' && stopReason !== 'stop-text') return null;
  if (issues.length === 0) {
    return (
      <p className="flex items-center gap-2 text-13 text-ink-2">
        <Check size={16} strokeWidth={1.75} aria-hidden className="text-success" />
        {t('translate.issues.none')}
      </p>
    );
  }
  return (
    <section aria-label={t('translate.issues.title')} className="flex items-start gap-2 text-13">
      <TriangleAlert size={16} strokeWidth={1.75} aria-hidden className="mt-0.5 shrink-0 text-warning" />
      <ul className="flex max-h-24 flex-col gap-1 overflow-y-auto">
        {issues.map(({ kind, problem, text }) => (
          <li key={`${kind} ${problem} ${text}`} className="break-all">
            {problem === 'missing' ? t(`translate.issues.missing.${kind}`, { text }) : t(`translate.issues.added.${kind}`, { text })}
          </li>
        ))}
      </ul>
    </section>
  );
}
