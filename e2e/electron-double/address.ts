/** Chromium does not know our scheme: `app://HOST/…` is `http://HOST.app.localhost/…` there, and the code under test never sees it. */

const SCHEME = /^([a-z][a-z0-9+-]*):\/\/([^/?#]*)(.*)$/is;
const STANDARD = new Set(['http', 'https', 'ws', 'wss', 'file', 'ftp', 'devtools', 'chrome', 'about', 'data', 'blob']);
const SUFFIX = '.localhost';

/** The address as Chromium gets it. */
export function toChromium(address: string): string {
  const [, scheme = '', host = '', rest = ''] = SCHEME.exec(address) ?? [];
  return scheme === '' || STANDARD.has(scheme.toLowerCase()) ? address : `http://${host}.${scheme}${SUFFIX}${rest}`;
}

/** The address as the code under test gets it. */
export function fromChromium(address: string): string {
  const isBlob = address.startsWith('blob:');
  const url = URL.parse(isBlob ? address.slice('blob:'.length) : address);
  if (url === null || url.protocol !== 'http:' || !url.hostname.endsWith(SUFFIX) || url.port !== '') return address;
  const [scheme = '', ...host] = url.hostname.slice(0, -SUFFIX.length).split('.').toReversed();
  if (host.length === 0) return address;
  return `${isBlob ? 'blob:' : ''}${scheme}://${host.toReversed().join('.')}${url.pathname}${url.search}${url.hash}`;
}
