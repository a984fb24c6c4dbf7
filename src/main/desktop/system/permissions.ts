/** Electron grants every permission by default; here a page gets none but writing plain text to the clipboard. */
import type { Session, WebContents } from 'electron';
import { isUiAddress } from '../links/ui-address.ts';

type GuardedSession = Pick<
  Session,
  'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler' | 'setDisplayMediaRequestHandler'
>;

const COPY = 'clipboard-sanitized-write';

function isOurPage(contents: Pick<WebContents, 'getURL'> | null, isMainFrame: boolean): boolean {
  return contents !== null && isMainFrame && isUiAddress(contents.getURL());
}

/** Installs all four handlers; leaving one out would leave its default, which allows. */
export function denyPermissions(session: GuardedSession): void {
  session.setPermissionRequestHandler((contents, permission, decide, details) => {
    decide(permission === COPY && isOurPage(contents, details.isMainFrame) && isUiAddress(details.requestingUrl));
  });
  session.setPermissionCheckHandler(
    (contents, permission, _requestingOrigin, details) => permission === COPY && isOurPage(contents, details.isMainFrame),
  );
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, decide) => decide(null));
}
