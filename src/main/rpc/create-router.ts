/** Implements the whole contract on an application. Every procedure calls one service and returns. */
import type { App } from '#main/app/create-app.ts';
import { createImplementer } from './implementer.ts';
import { createAppRouter } from './routers/app-router.ts';
import { createAssistantsRouter } from './routers/assistants-router.ts';
import { createContextRouter } from './routers/context-router.ts';
import { createAttachmentsRouter } from './routers/attachments-router.ts';
import { createDataRouter } from './routers/data-router.ts';
import { createFoldersRouter } from './routers/folders-router.ts';
import { createGenerationsRouter } from './routers/generations-router.ts';
import { createModelsRouter } from './routers/models-router.ts';
import { createQueueRouter } from './routers/queue-router.ts';
import { createSelectionRouter } from './routers/selection-router.ts';
import { createSettingsRouter } from './routers/settings-router.ts';
import { createQuickAskRouter, createTranslationRouter, createWritingRouter } from './routers/tasks-router.ts';
import { createThreadsRouter } from './routers/threads-router.ts';
import { createTransferRouter } from './routers/transfer-router.ts';
import { createUpdatesRouter } from './routers/updates-router.ts';

export function createRouter(app: App) {
  const os = createImplementer(app.log);
  return os.router({
    app: createAppRouter(os, app),
    threads: createThreadsRouter(os, app),
    context: createContextRouter(os, app),
    folders: createFoldersRouter(os, app),
    assistants: createAssistantsRouter(os, app),
    generations: createGenerationsRouter(os, app),
    queue: createQueueRouter(os, app),
    attachments: createAttachmentsRouter(os, app),
    models: createModelsRouter(os, app),
    settings: createSettingsRouter(os, app),
    quickAsk: createQuickAskRouter(os, app),
    selection: createSelectionRouter(os, app),
    writing: createWritingRouter(os, app),
    translation: createTranslationRouter(os, app),
    data: createDataRouter(os, app),
    transfer: createTransferRouter(os, app),
    updates: createUpdatesRouter(os, app),
  });
}
