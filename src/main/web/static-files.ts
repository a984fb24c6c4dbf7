/**
 * The renderer's built files, for both hosts: the HTTP server and the `app://` protocol handler call the same function.
 * A path is decoded once, checked letter by letter, resolved through symbolic links, and must end inside the root
 * (H30–H33). The files hold no user data, so they need no session.
 */
import { readFile, realpath, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

const MIME_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

/** One path segment: no separators, drives, streams, wildcards, control characters or hidden files; no dot or blank at its end. */
const SEGMENT = /^[A-Za-z0-9_@~-](?:[A-Za-z0-9_@~.-]*[A-Za-z0-9_@~-])?$/;
/** The bundler puts a content hash into the name, so these never change under their name. */
const HASHED_ASSET = /^\/assets\/[^/]+-[A-Za-z0-9_-]{8}\.[a-z0-9]+$/;

/** The path relative to the root, or null when the address cannot name one of our files. */
function segmentsOf(pathname: string): string[] | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return null; // malformed escapes name nothing
  }
  const segments = (decoded === '/' ? '/index.html' : decoded).split('/');
  if (segments.shift() !== '') return null;
  return segments.every((segment) => SEGMENT.test(segment)) ? segments : null;
}

/** The real path of a regular file inside `root`, or null. @throws whatever the disk throws but "not there". */
async function findFile(root: string, segments: readonly string[]): Promise<string | null> {
  try {
    const realRoot = await realpath(root);
    const file = await realpath(join(realRoot, ...segments));
    if (!file.startsWith(realRoot + sep)) return null;
    return (await stat(file)).isFile() ? file : null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return null;
    throw error;
  }
}

export type StaticFiles = (method: string, pathname: string) => Promise<Response>;

/** Answers 200, 404 or 405. Ranges are not served: the whole file is the answer. `pathname` is still percent-encoded. */
export function createStaticFiles(root: string, headers: Readonly<Record<string, string>>): StaticFiles {
  const plain = (status: number, text: string, more: Readonly<Record<string, string>> = {}): Response =>
    new Response(text, {
      status,
      headers: { ...headers, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', ...more },
    });

  return async (method, pathname) => {
    if (method !== 'GET' && method !== 'HEAD') return plain(405, 'Only GET and HEAD are served.', { allow: 'GET, HEAD' });
    const segments = segmentsOf(pathname);
    const type = segments === null ? undefined : MIME_TYPES[extname(segments.at(-1) ?? '').toLowerCase()];
    if (segments === null || type === undefined) return plain(404, 'There is no such file.');
    const file = await findFile(root, segments);
    if (file === null) return plain(404, 'There is no such file.');
    const body = await readFile(file);
    return new Response(method === 'HEAD' ? null : new Uint8Array(body), {
      headers: {
        ...headers,
        'content-type': type,
        'content-length': String(body.byteLength),
        'cache-control': HASHED_ASSET.test(pathname) ? 'public, max-age=31536000, immutable' : 'no-cache',
      },
    });
  };
}
