/** Entry of the main window. */
import './lib/zod-without-eval.ts';
import { createRoot } from 'react-dom/client';
import './styles/app.css';
import { App } from './app/app.tsx';
import { Providers } from './app/providers.tsx';
import { link } from './lib/rpc/connection.ts';
import { followMain } from './lib/rpc/streams.ts';

const root = document.querySelector('#root');
if (root) {
  void link().catch(() => undefined);
  followMain();
  createRoot(root).render(
    <Providers>
      <App />
    </Providers>,
  );
}
