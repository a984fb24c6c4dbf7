import { useEffect } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { MarkdownWarmUp } from '../components/markdown/warm-up.tsx';
import { ChatView } from '../features/chat/chat-view.tsx';
import { preloadWhenIdle } from '../lib/on-demand.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { EngineChip } from './engine-chip.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { FrameShortcuts } from './frame-shortcuts.tsx';
import { Rail } from './rail.tsx';
import { TransferHost } from './transfer-host.tsx';
import { UnstoredNotice } from './unstored-notice.tsx';
import { AssistantsView, ModelsView, PlaygroundView, QuickAskView, SelfTestView, SettingsView, TranslateView, WriteView } from './views.ts';

/** The main window: rail on the left, one view on the right. */
export function App() {
  const [location] = useLocation();
  useEffect(preloadWhenIdle, []);
  return (
    <div className="flex h-full flex-col sm:flex-row">
      <FrameShortcuts />
      <MarkdownWarmUp />
      <TransferHost />
      <Rail />
      <main className="flex min-h-0 min-w-0 flex-1 flex-col">
        <ConnectionBanner />
        <UnstoredNotice />
        <ErrorBoundary key={location.split('/')[1]}>
          <Switch>
            <Route path="/chat/:threadId?">{({ threadId }) => <ChatView threadId={threadId ?? null} engineChip={<EngineChip />} />}</Route>
            <Route path="/quick-ask">
              <QuickAskView />
            </Route>
            <Route path="/write" component={WriteView} />
            <Route path="/translate" component={TranslateView} />
            <Route path="/playground/:threadId?">
              {({ threadId }) => <PlaygroundView threadId={threadId ?? null} engineChip={<EngineChip />} />}
            </Route>
            <Route path="/assistants/:assistantId?">{({ assistantId }) => <AssistantsView assistantId={assistantId ?? null} />}</Route>
            <Route path="/models" component={ModelsView} />
            <Route path="/settings" component={SettingsView} />
            <Route path="/settings/self-test" component={SelfTestView} />
            <Route>
              <Redirect to="/chat" />
            </Route>
          </Switch>
        </ErrorBoundary>
      </main>
    </div>
  );
}
