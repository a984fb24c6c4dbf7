/**
 * The publisher's signature over the list of files (`latest-linux.yml` and its like). Windows and macOS check their own
 * installers; Linux checks nothing, and a server is not to be trusted with the list anywhere.
 */
import { verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { UpdateError } from './update-error.ts';

/** `signature`: the content of `<manifest>.sig`, Ed25519 in base64. @throws UpdateError `unsigned` */
export function verifyManifest(manifest: string, signature: string, publicKey: KeyObject): void {
  const text = signature.trim();
  const isWellFormed = /^[A-Za-z0-9+/]{86}==$/.test(text);
  if (!isWellFormed || !verify(null, Buffer.from(manifest), publicKey, Buffer.from(text, 'base64'))) throw new UpdateError('unsigned');
}
