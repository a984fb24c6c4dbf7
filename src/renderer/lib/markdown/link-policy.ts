/** Which addresses a text written by a model may lead to. Main checks again; this decides what is shown as a link at all. */

const SCHEMES: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);
const MAX_LENGTH = 2_048;
/** Control characters, spaces and backslashes are how one parser is made to read another address than the next. */
const AMBIGUOUS = /[\p{Cc}\p{Cf}\s\\]/u;

/** What to tell the user before a link opens: the host as the browser will really ask for it (punycode kept). */
export interface SafeLink {
  readonly href: string;
  readonly target: string;
}

/** The address in the form that will be opened, or null for anything but plain http, https and mailto links. */
export function safeLink(address: string): SafeLink | null {
  if (address.length > MAX_LENGTH || AMBIGUOUS.test(address) || !/^[a-z]+:/iu.test(address)) return null;
  const url = URL.parse(address);
  if (!url || !SCHEMES.has(url.protocol)) return null;
  if (url.protocol === 'mailto:') return { href: url.href, target: url.pathname };
  if (url.username !== '' || url.password !== '' || url.hostname === '' || !/^https?:\/\//iu.test(address)) return null;
  return { href: url.href, target: url.host };
}
