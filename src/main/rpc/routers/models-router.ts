import type { App } from '#main/app/create-app.ts';
import { readMachine } from '#main/features/models/read-machine.ts';
import { watchEngineStates } from '../engine-states.ts';
import { signalOf } from '../implementer.ts';
import type { Implementer } from '../implementer.ts';

export function createModelsRouter(os: Implementer, { models, engine, host }: App) {
  return os.models.router({
    list: os.models.list.handler(() => models.list()),
    getMachine: os.models.getMachine.handler(() => readMachine()),
    watchEngine: os.models.watchEngine.handler(({ signal }) => watchEngineStates(engine, signalOf(signal))),
    addFile: os.models.addFile.handler(({ input }) => models.addFile(input.path)),
    chooseFile: os.models.chooseFile.handler(() => host.chooseFile()),
    load: os.models.load.handler(({ input }) => models.load(input.modelId, input)),
    cancelLoad: os.models.cancelLoad.handler(() => models.cancelLoad()),
    unload: os.models.unload.handler(() => models.unload()),
    remove: os.models.remove.handler(({ input }) => models.remove(input.modelId)),
  });
}
