/**
 * The first thing every request and every upgrade meets, before any routing: is it addressed to us, and does it come from
 * our own page? Loopback is no trust boundary: any web site can make a browser send requests here. Tests H40–H42, H45.
 */
import type { IncomingMessage } from 'node:http';
import { isApiAddress } from './api/api-address.ts';

export interface Refusal {
  readonly status: 400 | 403 | 405 | 421 | 431;
  readonly reason: string;
}

const METHODS = new Set(['GET', 'HEAD', 'POST']);
const MOST_HEADERS = 100;

/** The values of one header as they came over the wire: Node hides a second Host and joins others. */
function rawValues(message: IncomingMessage, name: string): string[] {
  return message.rawHeaders.filter((_, index) => index % 2 === 1 && message.rawHeaders[index - 1]?.toLowerCase() === name);
}

/** A person followed a link to our page. The page holds no data, and the strict cookie is not sent along with the navigation. */
function isLinkToPage(message: IncomingMessage): boolean {
  const [path] = (message.url ?? '').split('?');
  return (
    (message.method === 'GET' || message.method === 'HEAD') &&
    (path === '/' || path === '/index.html') &&
    rawValues(message, 'sec-fetch-mode').join() === 'navigate' &&
    rawValues(message, 'sec-fetch-dest').join() === 'document'
  );
}

/**
 * Why this request must not be served, or null. `Origin` may be absent only where nothing is changed: browsers always send
 * it with POST and with a WebSocket handshake. Clients of the local API are no browsers; there a token decides.
 */
export function refuseRequest(message: IncomingMessage, port: number, isUpgrade: boolean): Refusal | null {
  if (message.rawHeaders.length / 2 > MOST_HEADERS) return { status: 431, reason: 'Too many headers.' };
  const method = message.method ?? '';
  if (!METHODS.has(method) || (isUpgrade && method !== 'GET')) return { status: 405, reason: 'This method is not served.' };
  if (message.url?.startsWith('/') !== true || message.url.startsWith('//')) return { status: 400, reason: 'The address must be a path.' };

  const hosts = rawValues(message, 'host');
  const [host] = hosts;
  const ownHosts = [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`];
  if (host === undefined || hosts.length !== 1 || !ownHosts.includes(host)) {
    return { status: 421, reason: 'This server answers only under its own loopback address.' };
  }
  const origins = rawValues(message, 'origin');
  const needsOrigin = isUpgrade || (method === 'POST' && !isApiAddress(message.url));
  if (origins.length > 1 || (origins.length === 0 && needsOrigin) || (origins.length === 1 && origins[0] !== `http://${host}`)) {
    return { status: 403, reason: 'Only pages of this Inkstone may do that.' };
  }
  const sites = rawValues(message, 'sec-fetch-site');
  const isFromElsewhere = sites.some((site) => site !== 'same-origin' && site !== 'none');
  if (sites.length > 1 || (isFromElsewhere && (isUpgrade || !isLinkToPage(message)))) {
    return { status: 403, reason: 'Requests from other sites are refused. Open the address of the page itself instead.' };
  }
  return null;
}
