/**
 * Spelling without downloads. Electron would fetch Hunspell dictionaries from a server of Google's; here it is told an address
 * that Chromium itself refuses (port 9 is on its list of unsafe ports), and languages that have no dictionary are never asked
 * for. macOS and Windows check with what the system has; on Linux a language counts when its `.bdic` file is there.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { App as ElectronApp, Session } from 'electron';

const NOWHERE = 'http://127.0.0.1:9/';

type SpellingSession = Pick<
  Session,
  'availableSpellCheckerLanguages' | 'setSpellCheckerDictionaryDownloadURL' | 'setSpellCheckerEnabled' | 'setSpellCheckerLanguages'
>;

/** Before the first window: from now on no dictionary can be fetched, whatever is set later. */
export function blockDictionaryDownloads(session: SpellingSession, platform: NodeJS.Platform): void {
  session.setSpellCheckerDictionaryDownloadURL(NOWHERE);
  session.setSpellCheckerEnabled(false);
  if (platform !== 'darwin') session.setSpellCheckerLanguages([]);
}

/** Pure: the languages that Chromium knows of those the user prefers: `de-AT` is checked as `de`. */
export function knownLanguages(preferred: readonly string[], available: readonly string[]): string[] {
  const found = preferred.map((tag) => available.find((code) => code === tag) ?? available.find((code) => code === tag.split('-')[0]));
  return [...new Set(found.filter((code) => code !== undefined))];
}

/** Pure: the languages whose dictionary file is there; Chromium's names end in a version, as `en-US-10-1.bdic`. */
export function installedLanguages(files: readonly string[], available: readonly string[]): string[] {
  const names = files.filter((file) => file.endsWith('.bdic')).map((file) => file.slice(0, -'.bdic'.length).toLowerCase());
  return available.filter((code) => names.some((name) => name.replace(/(?:-\d+)+$/, '') === code.toLowerCase()));
}

export interface SpellingOptions {
  readonly session: SpellingSession;
  readonly app: Pick<ElectronApp, 'getPreferredSystemLanguages' | 'getPath'>;
  readonly platform: NodeJS.Platform;
}

/** Follows the setting. */
export async function applySpelling({ session, app, platform }: SpellingOptions, isOn: boolean): Promise<void> {
  if (!isOn || platform === 'darwin') {
    session.setSpellCheckerEnabled(isOn);
    return;
  }
  const available = session.availableSpellCheckerLanguages;
  const languages =
    platform === 'win32'
      ? knownLanguages(app.getPreferredSystemLanguages(), available)
      : installedLanguages(await readdir(join(app.getPath('userData'), 'Dictionaries')).catch(() => []), available);
  session.setSpellCheckerLanguages(languages);
  session.setSpellCheckerEnabled(languages.length > 0);
}
