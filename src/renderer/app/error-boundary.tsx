import type { ReactNode } from 'react';
import { Component } from 'react';
import { i18n } from '../lib/i18n.ts';
import { Button } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { rpc } from '../lib/rpc/client.ts';

/** Keeps a bug in one view from taking the window with it, and reports it to the log on this machine. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true };
  }

  override componentDidCatch(error: Error): void {
    void rpc.app
      .reportProblem({ message: error.message.slice(0, 4_000), stack: (error.stack ?? '').slice(0, 16_000) })
      .catch(() => undefined);
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    return (
      <EmptyState
        title={i18n.t('common.problem.title')}
        actions={
          <Button tone="primary" onClick={() => window.location.reload()}>
            {i18n.t('common.problem.reload')}
          </Button>
        }
      >
        {i18n.t('common.problem.text')}
      </EmptyState>
    );
  }
}
