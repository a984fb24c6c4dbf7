/**
 * The composition root: one application from a store, an engine and what the host can do. Both entries and the tests use it.
 * It wires features to one another, because they never import each other; it holds no logic of its own.
 */
import { AppError } from '#shared/errors/app-error.ts';
import type { ThreadId } from '#shared/models/ids.ts';
import { createAssistantsService } from '#main/features/assistants/assistants-service.ts';
import type { AssistantsService } from '#main/features/assistants/assistants-service.ts';
import { createAttachmentsService } from '#main/features/attachments/attachments-service.ts';
import type { AttachmentsService } from '#main/features/attachments/attachments-service.ts';
import { createDataService } from '#main/features/data/data-service.ts';
import type { DataService } from '#main/features/data/data-service.ts';
import type { ParameterOverrides } from '#shared/models/parameters.ts';
import { createGenerationService } from '#main/features/generations/generation-service.ts';
import type { GenerationService } from '#main/features/generations/generation-service-types.ts';
import { readCatalogue } from '#main/features/models/model-catalogue.ts';
import { createModelsService } from '#main/features/models/models-service.ts';
import type { ModelsService } from '#main/features/models/models-service.ts';
import { startModels } from '#main/features/models/start-models.ts';
import { createOrderService } from '#main/features/order/order-service.ts';
import type { OrderService } from '#main/features/order/order-service.ts';
import { createQueueService } from '#main/features/queue/queue-service.ts';
import type { QueueService } from '#main/features/queue/queue-service.ts';
import { createQuickAskService } from '#main/features/quick-ask/quick-ask-service.ts';
import type { QuickAskService } from '#main/features/quick-ask/quick-ask-service.ts';
import { createSettingsService } from '#main/features/settings/settings-service.ts';
import type { SettingsService } from '#main/features/settings/settings-service.ts';
import { createThreadsService } from '#main/features/threads/threads-service.ts';
import type { ThreadsService } from '#main/features/threads/threads-service.ts';
import { createUnseenAnswers } from '#main/features/threads/unseen-answers.ts';
import type { UnseenAnswers } from '#main/features/threads/unseen-answers.ts';
import { createTitlesService } from '#main/features/titles/titles-service.ts';
import { createTreeService } from '#main/features/tree/tree-service.ts';
import type { TreeService } from '#main/features/tree/tree-service.ts';
import { createTransferService } from '#main/features/transfer/transfer-service.ts';
import type { TransferService } from '#main/features/transfer/transfer-service.ts';
import { createTranslationService } from '#main/features/translation/translation-service.ts';
import type { TranslationService } from '#main/features/translation/translation-service.ts';
import { createWritingService } from '#main/features/writing/writing-service.ts';
import type { WritingService } from '#main/features/writing/writing-service.ts';
import { createGenerationHub } from '#main/inference/create-generation-hub.ts';
import type { Engine } from '#main/inference/engine.ts';
import type { GenerationHub } from '#main/inference/generation-hub.ts';
import { keepOpenings } from '#main/inference/keep-openings.ts';
import { createLanguageDetector } from '#main/inference/language-detector.ts';
import { whenReady } from '#main/inference/when-ready.ts';
import type { Logger } from '#main/platform/logger.ts';
import type { Store } from '#main/storage/store.ts';
import { readAppInfo } from './app-info.ts';
import type { AppInfo } from './app-info.ts';
import { createChanges } from './changes.ts';
import type { Changes } from './changes.ts';
import { attachmentWorkerUrl } from './attachment-worker-url.ts';
import type { HostServices } from './host-services.ts';
import { languageWorkerUrl } from './language-worker-url.ts';
import { transferWorkerUrl } from './transfer-worker-url.ts';
import { purgeRemoved } from './purge-removed.ts';

export interface AppOptions {
  readonly dataFolder: string;
  /** Holds `models.json` and `models/`. */
  readonly resourcesFolder: string;
  /** The application closes it. */
  readonly store: Store;
  /** The application disposes of it. */
  readonly engine: Engine;
  readonly host: HostServices;
  readonly log: Logger;
  readonly version: string;
  /** INKSTONE_MODEL */
  readonly modelFile?: string | undefined;
  /** INKSTONE_THREADS */
  readonly threads?: number | null | undefined;
  /** No model is loaded at the start; the user may load one. */
  readonly isSafeMode?: boolean | undefined;
}

export interface App {
  info(): Promise<AppInfo>;
  readonly threads: ThreadsService;
  readonly order: OrderService;
  readonly tree: TreeService;
  readonly assistants: AssistantsService;
  readonly generations: GenerationService;
  readonly queue: QueueService;
  readonly attachments: AttachmentsService;
  readonly unseen: UnseenAnswers;
  readonly models: ModelsService;
  readonly settings: SettingsService;
  readonly data: DataService;
  readonly transfer: TransferService;
  readonly quickAsk: QuickAskService;
  readonly writing: WritingService;
  readonly translation: TranslationService;
  readonly hub: GenerationHub;
  readonly engine: Engine;
  readonly changes: Changes;
  readonly host: HostServices;
  readonly dataFolder: string;
  readonly log: Logger;
  /** Resolves when the start's model is being loaded or there is none to load. */
  readonly started: Promise<void>;
  /** Ends every generation, stores it, ends the engine and closes the store. Later calls wait for the first. */
  dispose(): Promise<void>;
}

/** What a crash left behind is put right before anything else; a read-only library is left as it is. */
async function recover(store: Store, log: Logger): Promise<void> {
  if (await store.maintenance.isReadOnly()) return;
  const interrupted = await store.messages.recoverInterrupted();
  if (interrupted > 0) log.warn('answers were interrupted by the last end of the app', undefined, { interrupted });
}

/** Ready for calls when it resolves; the model is loaded in the background. @throws AppError STORAGE_* */
export async function createApp(options: AppOptions): Promise<App> {
  const { dataFolder, resourcesFolder, store, engine, host, log, version } = options;
  await recover(store, log);
  const catalogue = await readCatalogue(resourcesFolder);
  const changes = createChanges();
  const hub = createGenerationHub({ engine, log });
  const detector = createLanguageDetector({ workerUrl: languageWorkerUrl(), log });

  const settings = createSettingsService({
    store,
    onChanged: (patch) => {
      changes.publish('settings');
      models.applySettings(patch);
      openings.refresh();
    },
  });
  const models: ModelsService = createModelsService({
    store,
    engine,
    catalogue,
    dataFolder,
    threads: options.threads ?? null,
    readSettings: settings.get,
    updateSettings: settings.update,
    onChanged: () => changes.publish('models'),
    log,
  });
  const shared = { readSettings: settings.get, currentModel: models.current, log };
  const openings = keepOpenings({ ...shared, engine });
  const titles = createTitlesService({ ...shared, store, hub, onChanged: (threadId) => changes.publish('threads', threadId) });
  const considerTitle = (threadId: ThreadId): void => {
    titles.consider(threadId).catch((error: unknown) => log.warn('a thread could not be named', error));
  };
  const modelParameters = async (): Promise<ParameterOverrides> => (await models.current())?.parameters ?? {};
  const assistants = createAssistantsService({
    store,
    readSettings: settings.get,
    systemLanguage: Intl.DateTimeFormat().resolvedOptions().locale,
    chooseTarget: (suggestion) => host.chooseSaveTarget(suggestion),
    onChanged: () => changes.publish('assistants'),
    now: () => new Date(),
  });
  const generations = createGenerationService({
    store,
    hub,
    readSettings: settings.get,
    modelParameters,
    assistantParameters: assistants.parametersOf,
    fillPrompt: assistants.fillPrompt,
    requireModel: async (kind) => {
      await started;
      return models.requireFor(kind);
    },
    onChanged: changes.publish,
    useModel: async (modelId) => {
      if ((await models.current())?.id !== modelId) await models.load(modelId, { isRemembered: false });
    },
    engine: {
      planPrompt: async (request) => {
        await whenReady(engine);
        try {
          return await engine.planPrompt(request);
        } catch (error) {
          // It was just then loaded again, with other settings.
          if (!(error instanceof AppError) || error.code !== 'MODEL_NOT_LOADED') throw error;
          await whenReady(engine);
          return engine.planPrompt(request);
        }
      },
      countTokens: engine.countTokens,
      isEngineReady: () => engine.state.state === 'ready',
      describeModel: async () => {
        const model = await models.current();
        return { name: model?.name ?? '', largestContext: model?.trainedContext ?? 0 };
      },
    },
    scoreText: async (request, signal) => {
      await whenReady(engine);
      return engine.scoreText(request, signal);
    },
    log,
    onStarted: titles.makeWay,
    onAnswered: (threadId, outcome) => {
      considerTitle(threadId);
      unseen.answered(threadId, outcome);
      queue.answered(threadId, outcome);
      host.answered(threadId, outcome);
    },
  });
  const queue = createQueueService({
    store,
    send: ({ id, ...message }) => generations.send({ ...message, queuedId: id }),
    whenFree: generations.whenFree,
    onChanged: (threadId) => changes.publish('threads', threadId),
    log,
  });
  const unseen = createUnseenAnswers({ store, onChanged: (threadId) => changes.publish('threads', threadId), log });
  const endWork = async (threadId: ThreadId): Promise<void> => {
    titles.cancel(threadId);
    await generations.cancelThread(threadId);
  };
  const threads = createThreadsService({
    store,
    readSettings: settings.get,
    modelParameters,
    assistantParameters: assistants.parametersOf,
    onChanged: changes.publish,
    onRenamed: titles.cancel,
    onRemoving: endWork,
    log,
  });
  const tree = createTreeService({ store, hub, onChanged: changes.publish });
  const order = createOrderService({ store, onChanged: changes.publish, onRemoving: endWork });
  const taskDeps = { ...shared, hub, engine, store, detector };
  const quickAsk = createQuickAskService({ ...taskDeps, fillPrompt: assistants.fillPromptWith });
  const started = startModels({
    ...options,
    catalogue,
    models,
    readSettings: settings.get,
    modelFile: options.modelFile,
    isSafeMode: options.isSafeMode ?? false,
  });
  const ending = new AbortController();
  const purged = purgeRemoved(store, { log, signal: ending.signal });
  const transfer = createTransferService({
    store,
    dataFolder,
    workerUrl: transferWorkerUrl(),
    chooseTarget: (suggestion) => host.chooseSaveTarget(suggestion),
    onChanged: () => changes.publish('threads'),
    log,
    now: () => new Date(),
  });
  const cleared = transfer.recover().catch((error: unknown) => log.warn('what an import left could not be cleared away', error));
  const unfollowUpdates = host.updates.onChanged(() => changes.publish('updates'));

  const close = async (): Promise<void> => {
    await Promise.all([hub.dispose(), transfer.dispose()]);
    unfollowUpdates();
    openings.dispose();
    changes.close();
    await Promise.all([models.dispose(), detector.dispose()]);
    await engine.dispose();
    await Promise.allSettled([started, cleared]);
    // It may have minutes to go; closing ends it.
    ending.abort();
    await store.close();
    await purged;
  };
  let closed: Promise<void> | undefined;

  return {
    info: () => readAppInfo({ version, dataFolder, host, store }),
    threads,
    order,
    tree,
    assistants,
    generations,
    queue,
    unseen,
    attachments: createAttachmentsService({
      store,
      workerUrl: attachmentWorkerUrl(),
      countTokens: (text) => engine.countTokens(text),
    }),
    models,
    settings,
    transfer,
    data: createDataService({ dataFolder, store, now: () => new Date() }),
    quickAsk: {
      ...quickAsk,
      continueInChat: async (input) => {
        const thread = await quickAsk.continueInChat(input);
        changes.publish('threads', thread.id);
        return thread;
      },
    },
    writing: createWritingService(taskDeps),
    translation: createTranslationService(taskDeps),
    hub,
    engine,
    changes,
    host,
    dataFolder,
    log,
    started,
    dispose: () => (closed ??= close()),
  };
}
