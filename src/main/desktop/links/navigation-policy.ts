/** A window stays on our pages: no navigation, redirect, frame, new window or webview leads anywhere else (H21–H24). */
import type { WebContents } from 'electron';
import { isUiAddress } from './ui-address.ts';

/** Guards one page from its creation on. `openLink` gets what a page wanted to open in a new window; it asks the user. */
export function guardNavigation(contents: Pick<WebContents, 'on' | 'setWindowOpenHandler'>, openLink: (address: string) => void): void {
  contents.on('will-navigate', (details) => {
    if (!isUiAddress(details.url)) details.preventDefault();
  });
  contents.on('will-redirect', (details) => {
    if (!isUiAddress(details.url)) details.preventDefault();
  });
  contents.on('will-frame-navigate', (details) => {
    // Our pages have no frames, so none may be filled.
    if (!details.isMainFrame || !isUiAddress(details.url)) details.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    if (!isUiAddress(url) && url !== 'about:blank') openLink(url);
    return { action: 'deny' };
  });
}
