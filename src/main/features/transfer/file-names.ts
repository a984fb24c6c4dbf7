/** Names for exported files that every system takes. */
import type { ExportFormat } from '#shared/models/transfer.ts';

export const EXTENSIONS: Readonly<Record<ExportFormat, string>> = { markdown: 'md', html: 'html', json: 'json', text: 'txt' };

const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;
const MOST_CHARACTERS = 60;

/** What is left of a title as a file name, without its ending; `fallback` when nothing is. */
export function fileStem(title: string, fallback: string): string {
  const clean = title
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{C}\p{Zl}\p{Zp}<>:"/\\|?*]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .replace(/^[.\s]+|[.\s]+$/gu, '');
  const cut = Array.from(clean).slice(0, MOST_CHARACTERS).join('').trim();
  if (cut === '') return fallback;
  return RESERVED.test(cut) ? `${cut}-` : cut;
}
