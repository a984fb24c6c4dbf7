import { Redirect, Route, Switch, useLocation } from 'wouter';
import { ChatView } from '../features/chat/chat-view.tsx';
import { ModelsView } from '../features/models/models-view.tsx';
import { QuickAskView } from '../features/quick-ask/quick-ask-view.tsx';
import { SettingsView } from '../features/settings/settings-view.tsx';
import { TranslateView } from '../features/translate/translate-view.tsx';
import { WriteView } from '../features/write/write-view.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { EngineChip } from './engine-chip.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { FrameShortcuts } from './frame-shortcuts.tsx';
import { Rail } from './rail.tsx';

/** The main window: rail on the left, one view on the right. */
export function App() {
  const [location] = useLocation();
  return (
    <div className="flex h-full flex-col sm:flex-row">
      <FrameShortcuts />
      <Rail />
      <main className="flex min-h-0 min-w-0 flex-1 flex-col">
        <ConnectionBanner />
        <ErrorBoundary key={location.split('/')[1]}>
          <Switch>
            <Route path="/chat/:threadId?">{({ threadId }) => <ChatView threadId={threadId ?? null} engineChip={<EngineChip />} />}</Route>
            <Route path="/quick-ask">
              <QuickAskView />
            </Route>
            <Route path="/write" component={WriteView} />
            <Route path="/translate" component={TranslateView} />
            <Route path="/models" component={ModelsView} />
            <Route path="/settings" component={SettingsView} />
            <Route>
              <Redirect to="/chat" />
            </Route>
          </Switch>
        </ErrorBoundary>
      </main>
    </div>
  );
}
