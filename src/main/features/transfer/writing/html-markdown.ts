/**
 * The markdown of a message as harmless HTML: raw HTML becomes text, addresses that are no web, mail or page address are dropped,
 * a picture becomes a link to it. A text that would cost the parser too much is shown as it is.
 */
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { isParseable } from '#shared/utils/markdown-limits.ts';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** For text and for attribute values. NUL and half characters have no place in HTML. */
export const escapeHtml = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll('\0', '\uFFFD')
    .replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? '');

const NO_IMAGES = { disable: { null: ['labelStartImage'] } };

/** `scope` keeps the footnotes of one message apart from those of the others. */
export function markdownToHtml(text: string, scope: string): string {
  const clean = text.toWellFormed();
  if (!isParseable(clean)) return `<pre class="plain">${escapeHtml(clean)}</pre>`;
  return micromark(clean, {
    allowDangerousHtml: false,
    allowDangerousProtocol: false,
    extensions: [gfm(), NO_IMAGES],
    htmlExtensions: [gfmHtml({ clobberPrefix: `${scope}-` })],
  });
}
