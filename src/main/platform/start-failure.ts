/** Why Inkstone could not start, in a sentence with the next step: in English for a terminal, in the system's language for a dialog. */
import { AppError } from '#shared/errors/app-error.ts';
import type { LockHolder } from './data-folder-lock.ts';
import { START_FAILURE_EN } from './start-failure-en.ts';
import type { StartFailureTexts } from './start-failure-en.ts';
import { START_FAILURE_ZH_CN } from './start-failure-zh-cn.ts';

const textsFor = (language: string): StartFailureTexts => (/^zh\b/iu.test(language) ? START_FAILURE_ZH_CN : START_FAILURE_EN);

function explainCode(code: string, { code: sentences, ...texts }: StartFailureTexts): string {
  const known = Object.entries(sentences).find(([name]) => name === code);
  return known?.[1] ?? texts.otherCode(code);
}

function explainFileSystem(code: string, texts: StartFailureTexts): string | undefined {
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return texts.noPermission;
    case 'ENOENT':
      return texts.noPlace;
    case 'EROFS':
      return texts.readOnlyDisk;
    case 'ENOSPC':
      return texts.code.DISK_FULL;
    case 'ENOTDIR':
    case 'EEXIST':
      return texts.noFolder;
    default:
      return undefined;
  }
}

/** Both versions where they are known, and the ways on: that version, the copy from before it, another folder. */
function explainNewer({ writtenBy, running, backup }: AppError['data'], texts: StartFailureTexts): string {
  const who = typeof writtenBy === 'string' && typeof running === 'string' ? texts.newerBy(writtenBy, running) : texts.newer;
  return who + texts.newerWays + (typeof backup === 'string' ? texts.newerBack(backup) : '');
}

/** `language` is a BCP 47 tag: Simplified Chinese for any Chinese, English for the rest. */
export function explainStartFailure(error: unknown, language = 'en'): string {
  const texts = textsFor(language);
  if (error instanceof AppError) {
    if (error.code === 'INSTALLATION_CHANGED') return texts.changed(String(error.data['file']));
    return error.code === 'STORAGE_NEWER' ? explainNewer(error.data, texts) : explainCode(error.code, texts);
  }
  if (!(error instanceof Error)) return texts.unknown;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return explainFileSystem(code, texts) ?? error.message;
}

const timeOf = (startedAt: number): string => new Date(startedAt).toLocaleTimeString('en-GB');

/** Who has the data folder: "process 4711 since 14:02:11". */
export function describeHolder({ pid, startedAt }: Pick<LockHolder, 'pid' | 'startedAt'>): string {
  return `process ${pid} since ${timeOf(startedAt)}`;
}

/** That another Inkstone has the data folder, and which. */
export function explainHolder({ pid, startedAt }: Pick<LockHolder, 'pid' | 'startedAt'>, language: string): string {
  return textsFor(language).held(pid, timeOf(startedAt));
}
