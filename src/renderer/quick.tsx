/** Entry of the quick-ask window of the desktop host: the same view as the route, without the frame around it. */
import './lib/zod-without-eval.ts';
import { createRoot } from 'react-dom/client';
import './styles/app.css';
import { Providers } from './app/providers.tsx';
import { QuickAskView } from './features/quick-ask/quick-ask-view.tsx';
import { link } from './lib/rpc/connection.ts';
import { followMain } from './lib/rpc/streams.ts';

const root = document.querySelector('#root');
if (window.inkstone === undefined) {
  // A browser has no window to close or to show a chat in: the route of the main page can do all of it.
  const code = new URLSearchParams(window.location.hash.slice(1)).get('code');
  window.location.replace(code === null ? '/#/quick-ask' : `/#code=${encodeURIComponent(code)}&view=quick-ask`);
} else if (root) {
  void link().catch(() => undefined);
  followMain();
  createRoot(root).render(
    <Providers>
      <main className="h-full">
        <QuickAskView isWindow />
      </main>
    </Providers>,
  );
}
