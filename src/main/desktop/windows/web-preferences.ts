/** The one set of web preferences: every window gets it, whatever it is for (research/reliability.md A1). */
import type { WebPreferences } from 'electron';

/** Frozen, so that no window can loosen it. Developer tools exist only outside packages. */
export function makeWebPreferences(preload: string, isPackaged: boolean): Readonly<WebPreferences> {
  return Object.freeze({
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    plugins: false,
    navigateOnDragDrop: false,
    enableWebSQL: false,
    // `spelling.ts` sees to it that no dictionary is ever downloaded.
    spellcheck: true,
    safeDialogs: true,
    devTools: !isPackaged,
  });
}
