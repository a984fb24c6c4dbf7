/** What of the desktop works: one line a part, each with what was seen and the way out. Runs when it is opened and on request. */
import { useQuery } from '@tanstack/react-query';
import { ListChecks } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { Button, buttonClass } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { ViewHeader } from '../../components/view-header.tsx';
import { rpc, toAppError } from '../../lib/rpc/client.ts';
import { useAppInfo } from '../../lib/use-app-info.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { sentenceGap } from '../../lib/format.ts';
import { desktopOf } from './desktop-of.ts';
import { PART_NAMES, ResultRow } from './result-row.tsx';

function OnlyDesktop() {
  const { t } = useTranslation();
  const back = (
    <Link href="/settings" className={buttonClass('primary')}>
      {t('selfTest.toSettings')}
    </Link>
  );
  return (
    <EmptyState icon={ListChecks} title={t('selfTest.onlyDesktop')} actions={back}>
      {t('selfTest.onlyDesktopText')}
    </EmptyState>
  );
}

function Results() {
  const { t, i18n } = useTranslation();
  const errorText = useErrorText();
  const test = useQuery({
    queryKey: ['selfTest'],
    queryFn: () => rpc.selection.selfTest(),
    // Every visit tests anew: what was true a minute ago may be why somebody looks now.
    gcTime: 0,
    staleTime: Infinity,
    retry: false,
  });
  const items = test.isFetching ? [] : (test.data?.items ?? []);
  const count = (state: 'pass' | 'fail' | 'unknown'): number => items.filter((item) => item.state === state).length;
  const desktop = desktopOf(test.data?.desktop ?? '');
  const said = ((): string => {
    if (test.isFetching) return t('selfTest.running');
    return test.isSuccess ? t('selfTest.done', { pass: count('pass'), fail: count('fail'), unknown: count('unknown') }) : '';
  })();
  return (
    <div className="mx-auto flex w-full max-w-[56rem] flex-col gap-4 p-4 sm:p-6">
      <p className="max-w-[72ch] text-13 text-ink-2">{t('selfTest.intro')}</p>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-13">
          <span role="status">{said}</span>
          {sentenceGap(i18n.language)}
          {desktop && !test.isFetching && <span>{t('selfTest.desktop', { name: t(`selfTest.system.${desktop}`) })}</span>}
        </p>
        <Button onClick={() => void test.refetch({ cancelRefetch: false })} aria-disabled={test.isFetching}>
          {t('selfTest.run')}
        </Button>
      </div>
      {test.error && !test.isFetching ? (
        <FailureNotice
          text={errorText(toAppError(test.error))}
          retryLabel={t('selfTest.run')}
          onRetry={() => void test.refetch({ cancelRefetch: false })}
        />
      ) : (
        <ul
          aria-label={t('selfTest.list')}
          aria-busy={test.isFetching}
          className="divide-y divide-line rounded-card border border-line bg-surface"
        >
          {PART_NAMES.map((name) => (
            <ResultRow key={name} name={name} item={items.find((item) => item.name === name)} />
          ))}
        </ul>
      )}
    </div>
  );
}

export function SelfTestView() {
  const { t } = useTranslation();
  const info = useAppInfo();
  return (
    <>
      <ViewHeader title={<h1>{t('selfTest.title')}</h1>} />
      <div className="min-h-0 flex-1 overflow-y-auto">
        {info?.host === 'browser' && <OnlyDesktop />}
        {info?.host === 'desktop' && <Results />}
      </div>
    </>
  );
}
