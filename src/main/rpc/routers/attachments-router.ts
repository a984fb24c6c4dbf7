import type { App } from '#main/app/create-app.ts';
import type { Implementer } from '../implementer.ts';

export function createAttachmentsRouter(os: Implementer, { attachments }: App) {
  return os.attachments.router({
    readFile: os.attachments.readFile.handler(({ input }) => attachments.readFile(input.name, input.base64)),
    countTokens: os.attachments.countTokens.handler(async ({ input }) => ({ tokens: await attachments.countTokens(input.text) })),
    getText: os.attachments.getText.handler(async ({ input }) => ({ text: await attachments.getText(input.attachmentId) })),
  });
}
