/** `app://ui/` serves the built renderer with the same resolver and policy as the browser host. */
import type { CustomScheme, Protocol } from 'electron';
import { securityHeaders } from '#main/web/security-headers.ts';
import { createStaticFiles } from '#main/web/static-files.ts';
import { isUiAddress, UI_SCHEME } from './ui-address.ts';

/** Must be registered before the app is ready. Nothing bypasses the CSP. */
export const UI_SCHEMES: CustomScheme[] = [
  { scheme: UI_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
];

/** Serves `rendererFolder` to the session whose protocol this is. */
export function serveUi(protocol: Pick<Protocol, 'handle'>, rendererFolder: string): void {
  const headers = securityHeaders([]);
  const files = createStaticFiles(rendererFolder, headers);
  protocol.handle(UI_SCHEME, async ({ method, url }) => {
    if (!isUiAddress(url)) return new Response('There is no such address.', { status: 404, headers });
    return files(method, new URL(url).pathname);
  });
}
