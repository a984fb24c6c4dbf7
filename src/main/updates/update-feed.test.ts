import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { SILENT_LOGGER } from '#main/platform/logger.ts';
import { verifyManifest } from './signed-manifest.ts';
import { readUpdateFeed } from './update-feed.ts';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const PEM = publicKey.export({ type: 'spki', format: 'pem' }).toString();
const RSA = generateKeyPairSync('rsa', { modulusLength: 2_048 }).publicKey.export({ type: 'spki', format: 'pem' }).toString();

function feedOf(files: Readonly<Record<string, string>>): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'inkstone-feed-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return readUpdateFeed(folder, SILENT_LOGGER)?.url.href ?? null;
}
const yml = (url: string, provider = 'generic'): string => `provider: ${provider}\nurl: ${url}\nupdaterCacheDirName: inkstone-updater\n`;

describe('the update source of a build', () => {
  it('is the address and the key that its packager put in', () => {
    expect(feedOf({ 'app-update.yml': yml("'https://updates.example.org/inkstone'"), 'update-key.pem': PEM })).toBe(
      'https://updates.example.org/inkstone/',
    );
  });
  it.each<[string, Readonly<Record<string, string>>]>([
    ['nothing', {}],
    ['no key', { 'app-update.yml': yml('https://updates.example.org') }],
    ['no address', { 'update-key.pem': PEM }],
    ['plain http', { 'app-update.yml': yml('http://updates.example.org'), 'update-key.pem': PEM }],
    ['a name and password', { 'app-update.yml': yml('https://a:b@updates.example.org'), 'update-key.pem': PEM }],
    ['a file', { 'app-update.yml': yml('file:///tmp'), 'update-key.pem': PEM }],
    ['another kind of server', { 'app-update.yml': yml('https://updates.example.org', 's3'), 'update-key.pem': PEM }],
    ['a key of another kind', { 'app-update.yml': yml('https://updates.example.org'), 'update-key.pem': RSA }],
    ['a key that is none', { 'app-update.yml': yml('https://updates.example.org'), 'update-key.pem': 'hello' }],
  ])('is none with %s', (_name, files) => expect(feedOf(files)).toBeNull());
});

describe('the signature of the list of files', () => {
  const manifest = 'version: 2.0.0\n';
  const signature = sign(null, Buffer.from(manifest), privateKey).toString('base64');
  it('of the publisher passes', () => expect(() => verifyManifest(manifest, `${signature}\n`, publicKey)).not.toThrow());
  it.each<[string, string, string]>([
    ['a changed list', 'version: 2.0.1\n', signature],
    ['no signature', manifest, ''],
    ['a page instead of one', manifest, '<html>not found</html>'],
    ['a shortened one', manifest, signature.slice(0, 40)],
    ['one by somebody else', manifest, sign(null, Buffer.from(manifest), generateKeyPairSync('ed25519').privateKey).toString('base64')],
  ])('%s does not', (_name, text, wrong) => expect(() => verifyManifest(text, wrong, publicKey)).toThrow('unsigned'));
});
