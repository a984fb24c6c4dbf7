/**
 * Where this build gets updates from, as its packager wrote it beside the application: `app-update.yml` (electron-builder's
 * `publish: { provider: generic, url }`) and `update-key.pem` (the publisher's Ed25519 public key). Without both there is no
 * source, and Inkstone invents none.
 */
import { createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from '#main/platform/logger.ts';

export interface UpdateFeed {
  /** Ends in a slash: files are beside one another below it. */
  readonly url: URL;
  readonly publicKey: KeyObject;
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** A plain `name: value` of the top level; electron-builder writes no other kind for these. */
function fieldOf(yaml: string, name: string): string | null {
  const value = new RegExp(`^${name}:[ \\t]*(.+?)[ \\t]*$`, 'm').exec(yaml)?.[1];
  return value === undefined ? null : value.replace(/^(['"])(.*)\1$/, '$2');
}

function readUrl(text: string | null): URL | null {
  const url = text === null ? null : URL.parse(text.endsWith('/') ? text : `${text}/`);
  const isPlain =
    url !== null && url.protocol === 'https:' && url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  return isPlain ? url : null;
}

/** null: this build has no update source, or one that cannot be trusted, which the log then says. */
export function readUpdateFeed(folder: string, log: Logger): UpdateFeed | null {
  try {
    const yaml = readIfThere(join(folder, 'app-update.yml'));
    const pem = readIfThere(join(folder, 'update-key.pem'));
    if (yaml === null && pem === null) return null;
    const url = fieldOf(yaml ?? '', 'provider') === 'generic' ? readUrl(fieldOf(yaml ?? '', 'url')) : null;
    const publicKey = pem === null ? null : createPublicKey(pem);
    if (url !== null && publicKey?.asymmetricKeyType === 'ed25519') return { url, publicKey };
    log.warn('the update source is incomplete and not used', undefined, { hasUrl: url !== null, hasKey: publicKey !== null });
  } catch (error) {
    log.warn('the update source could not be read', error);
  }
  return null;
}
