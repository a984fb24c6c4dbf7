/** The UI's session loads our own files and nothing else, so that even a hole in the CSP could not send anything out. */
import type { Session } from 'electron';
import { isUiAddress } from '../links/ui-address.ts';

/** Whether the UI may request this address. Developer tools load themselves, outside packages only. */
export function isUiRequest(address: string, isPackaged: boolean): boolean {
  if (isUiAddress(address)) return true;
  const protocol = URL.parse(address)?.protocol;
  if (protocol === 'data:') return true; // pictures in the page; a page may not navigate to one
  if (protocol === 'blob:') return isUiAddress(address.slice('blob:'.length));
  return protocol === 'devtools:' && !isPackaged;
}

/** Cancels every other request of the session: http, https, ws, wss, ftp, file and whatever Chromium learns next. */
export function blockNetwork(session: { readonly webRequest: Pick<Session['webRequest'], 'onBeforeRequest'> }, isPackaged: boolean): void {
  session.webRequest.onBeforeRequest(({ url, resourceType }, decide) => {
    const isPage = resourceType === 'mainFrame' || resourceType === 'subFrame';
    decide({ cancel: isPage ? !(isUiAddress(url) || (!isPackaged && url.startsWith('devtools:'))) : !isUiRequest(url, isPackaged) });
  });
}
