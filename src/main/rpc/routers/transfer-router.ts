import type { App } from '#main/app/create-app.ts';
import { signalOf } from '../implementer.ts';
import type { Implementer } from '../implementer.ts';

export function createTransferRouter(os: Implementer, { transfer }: App) {
  return os.transfer.router({
    watchJob: os.transfer.watchJob.handler(({ signal }) => transfer.watchJob(signalOf(signal))),
    cancelJob: os.transfer.cancelJob.handler(() => transfer.cancelJob()),
    dismissJob: os.transfer.dismissJob.handler(() => transfer.dismissJob()),
    startExport: os.transfer.startExport.handler(({ input }) => transfer.startExport(input)),
    openUpload: os.transfer.openUpload.handler(({ input }) => transfer.openUpload(input.fileName, input.sizeBytes)),
    addChunk: os.transfer.addChunk.handler(({ input }) => transfer.addChunk(input.uploadId, input.offset, input.base64)),
    startPreview: os.transfer.startPreview.handler(({ input }) => transfer.startPreview(input.uploadId)),
    listItems: os.transfer.listItems.handler(({ input }) => transfer.listItems(input)),
    startImport: os.transfer.startImport.handler(({ input }) => transfer.startImport(input.indexes)),
    listImports: os.transfer.listImports.handler(() => transfer.listImports()),
    undoImport: os.transfer.undoImport.handler(({ input }) => transfer.undoImport(input.importId)),
    restoreImport: os.transfer.restoreImport.handler(({ input }) => transfer.restoreImport(input.importId)),
  });
}
