/** Entry of the main window. */
import * as z from 'zod';
import { createRoot } from 'react-dom/client';
import './styles/app.css';
import { App } from './app/app.tsx';
import { Providers } from './app/providers.tsx';
import { link } from './lib/rpc/connection.ts';
import { followMain } from './lib/rpc/streams.ts';

// zod compiles validators with `new Function` unless told not to, which the content security policy forbids.
z.config({ jitless: true });

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
