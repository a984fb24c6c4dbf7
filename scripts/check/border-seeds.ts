/** One violation, at least, of every border: proof that the checker would see the real thing. */

export interface Seed {
  /** The rule that must catch it, and no other. */
  readonly rule: string;
  readonly files: Readonly<Record<string, string>>;
}

const seed = (rule: string, path: string, source: string): Seed => ({ rule, files: { [path]: source } });

export const BORDER_SEEDS: readonly Seed[] = [
  seed('shared-is-pure', 'src/shared/utils/a.ts', `import { readFileSync } from 'node:fs';`),
  seed('shared-is-pure', 'src/shared/utils/b.ts', `import { join } from 'path';`),
  seed('shared-is-pure', 'src/shared/utils/c.ts', `import { x } from '#main/platform/paths.ts';`),
  seed('shared-is-pure', 'src/shared/models/d.ts', `import { x } from '../../renderer/lib/format.ts';`),
  seed('shared-is-pure', 'src/shared/models/e.ts', `import { useState } from 'react';`),
  seed('renderer-is-sandboxed', 'src/renderer/features/chat/a.tsx', `import type { Store } from '#main/storage/store.ts';`),
  seed('renderer-is-sandboxed', 'src/renderer/lib/b.ts', `import { readFile } from 'node:fs/promises';`),
  seed('renderer-is-sandboxed', 'src/renderer/lib/c.ts', `const ws = await import('ws');`),
  seed('renderer-is-sandboxed', 'src/renderer/app/d.test.ts', `import { x } from '../../main/app/create-app.ts';`),
  seed('main-knows-no-ui', 'src/main/app/a.ts', `import { x } from '#renderer/lib/format.ts';`),
  seed('main-knows-no-ui', 'src/main/app/b.ts', `export { createElement } from 'react';`),
  seed('preload-is-tiny', 'src/preload/a.ts', `import { x } from '#shared/errors/app-error.ts';`),
  seed('preload-is-tiny', 'src/preload/b.ts', `import { join } from 'node:path';`),
  seed('electron-at-the-edges', 'src/main/app/c.ts', `import { app } from 'electron';`),
  seed('electron-at-the-edges', 'src/main/features/settings/d.ts', `type W = import('electron').BrowserWindow;`),
  seed('electron-at-the-edges', 'src/main/web/e.ts', `import { app } from 'electron/main';`),
  seed('sql-only-in-storage', 'src/main/features/threads/a.ts', `import Database from 'better-sqlite3';`),
  seed('sql-only-in-storage', 'src/main/rpc/b.ts', `import type { Kysely } from 'kysely';`),
  seed('llama-only-in-host', 'src/main/inference/a.ts', `import { getLlama } from 'node-llama-cpp';`),
  seed('llama-only-in-host', 'src/main/features/models/b.ts', `const llama = await import('node-llama-cpp');`),
  seed('orpc-at-the-boundary', 'src/main/features/threads/c.ts', `import { ORPCError } from '@orpc/server';`),
  seed('orpc-at-the-boundary', 'src/renderer/features/chat/d.ts', `import { createORPCClient } from '@orpc/client';`),
  seed('features-are-isolated', 'src/main/features/writing/a.ts', `import { x } from '../threads/threads-service.ts';`),
  seed('features-are-isolated', 'src/renderer/features/chat/b.tsx', `import { x } from '#renderer/features/models/models-view.tsx';`),
  seed('features-know-no-host', 'src/main/features/threads/d.ts', `import { x } from '../../app/create-app.ts';`),
  seed('features-know-no-host', 'src/main/features/threads/e.ts', `import { x } from '#main/web/session.ts';`),
  seed('features-know-no-shell', 'src/renderer/features/chat/e.tsx', `import { x } from '../../app/app.tsx';`),
  seed('storage-looks-down', 'src/main/storage/a.ts', `import { x } from '../features/threads/threads-service.ts';`),
  seed('storage-looks-down', 'src/main/storage/b.ts', `import type { Engine } from '../inference/engine.ts';`),
  seed('inference-looks-down', 'src/main/inference/c.ts', `import { x } from '#main/features/models/models-service.ts';`),
  seed('host-is-another-process', 'src/main/inference/d.ts', `import { x } from './host/engine-host.ts';`),
  seed('platform-is-a-leaf', 'src/main/platform/a.ts', `import { x } from '../app/create-app.ts';`),
  seed('hosts-do-not-mix', 'src/main/web/a.ts', `import { x } from '../desktop/windows.ts';`),
  seed('hosts-do-not-mix', 'src/main/desktop/a.ts', `import { x } from '../web/web-server.ts';`),
  seed('components-know-no-feature', 'src/renderer/components/a.tsx', `import { x } from '../features/chat/chat-view.tsx';`),
  seed('components-know-no-feature', 'src/renderer/components/b.tsx', `import { x } from '#renderer/lib/rpc/client.ts';`),
  seed('lib-is-below-features', 'src/renderer/lib/d.ts', `import { x } from '../components/button.tsx';`),
  seed('no-tests-in-product', 'src/main/app/f.ts', `import { x } from './create-app.test.ts';`),
  seed('no-tests-in-product', 'src/main/app/g.ts', `import { x } from '../../../scripts/check/borders.ts';`),
  seed('one-network-gate', 'src/main/features/models/f.ts', `import { request } from 'node:https';`),
  seed('one-network-gate', 'src/main/app/h.ts', `import { connect } from 'node:net';`),
  {
    rule: 'no-cycles',
    files: {
      'src/main/app/one.ts': `import { b } from './two.ts';`,
      'src/main/app/two.ts': `import type { c } from '#main/app/three.ts';`,
      'src/main/app/three.ts': `export * from './one.ts';`,
    },
  },
];
