/** Which addresses are our own pages. Compared part by part: a prefix test would let `app://ui.evil` and `app://ui@evil` pass (H24). */

export const UI_SCHEME = 'app';
export const UI_HOST = 'ui';
export const MAIN_PAGE = `${UI_SCHEME}://${UI_HOST}/index.html`;
export const QUICK_PAGE = `${UI_SCHEME}://${UI_HOST}/quick.html`;

/** Whether `address` has exactly our scheme and host, and nothing that could disguise another. */
export function isUiAddress(address: string): boolean {
  const url = URL.parse(address);
  return (
    url !== null &&
    url.protocol === `${UI_SCHEME}:` &&
    url.hostname === UI_HOST &&
    url.port === '' &&
    url.username === '' &&
    url.password === '' &&
    address.startsWith(`${UI_SCHEME}://${UI_HOST}/`)
  );
}
