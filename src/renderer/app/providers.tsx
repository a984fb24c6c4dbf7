import { CSPProvider } from '@base-ui/react/csp-provider';
import { QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Router } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { EmptyState } from '../components/empty-state.tsx';
import { Toasts } from '../components/toasts.tsx';
import { Tooltips } from '../components/tooltips.tsx';
import { useConnection } from '../lib/rpc/connection.ts';
import { queryClient } from '../lib/rpc/streams.ts';
import { useAppearance } from './appearance.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { useFileDropGuard } from './use-file-drop-guard.ts';

function Connected({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const { state, epoch } = useConnection();
  useAppearance();
  useFileDropGuard();
  if (state === 'signed-out') {
    return <EmptyState title={t('common.connection.signedOutTitle')}>{t('common.connection.signedOutText')}</EmptyState>;
  }
  if (epoch === 0) return <p className="sr-only">{t('common.connection.connecting')}</p>;
  return (
    <>
      {children}
      <Toasts closeLabel={t('common.action.close')} />
    </>
  );
}

/** Everything both windows share: style policy, data, routes, appearance, toasts, tooltips. */
export function Providers({ children }: { readonly children: ReactNode }) {
  return (
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={queryClient}>
        <Router hook={useHashLocation}>
          <ErrorBoundary>
            <Connected>{children}</Connected>
          </ErrorBoundary>
          <Tooltips />
        </Router>
      </QueryClientProvider>
    </CSPProvider>
  );
}
