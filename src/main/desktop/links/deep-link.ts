/**
 * `inkstone://` links. Any page and any program can make one, so every link is hostile until it is read here, and even then it
 * only ever asks: it may put words into a box or show a chat, it never sends anything to the model (H22).
 */
import * as z from 'zod';
import { threadIdSchema } from '#shared/models/ids.ts';

export const LINK_SCHEME = 'inkstone';
const MOST_CHARS = 32_768;
const MOST_TEXT = 8_000;

/** Line breaks and tabs are text; other controls, marks that turn the writing direction and invisible letters hide something. */
const HIDDEN = /[^\P{Cc}\n\r\t]|[\u061C\u200E\u200F\u2028\u2029\u202A-\u202E\u2066-\u2069\uFEFF\uFFFD]|[\u{E0000}-\u{E007F}]|\p{Cs}/u;
const textSchema = z
  .string()
  .max(MOST_TEXT)
  .refine((text) => text.trim() !== '' && !HIDDEN.test(text));

const linkSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ask'), text: textSchema }),
  z.strictObject({ kind: z.literal('new'), text: textSchema }),
  z.strictObject({ kind: z.literal('open'), threadId: threadIdSchema }),
]);
export type DeepLink = z.infer<typeof linkSchema>;

/** What the link wants; null: it is not one of ours as we write them, to the letter. */
export function parseDeepLink(address: string): DeepLink | null {
  if (address.length > MOST_CHARS || /[^!-~]|\\/.test(address)) return null;
  const url = URL.parse(address);
  if (url === null || url.protocol !== `${LINK_SCHEME}:` || !/^inkstone:\/\/[a-z]/i.test(address)) return null;
  if (url.username !== '' || url.password !== '' || url.port !== '' || url.hash !== '') return null;
  const fields = [...url.searchParams];
  if (new Set(fields.map(([name]) => name)).size !== fields.length) return null;
  const path = url.pathname.replace(/\/$/, '');
  const threadId = /^\/thread\/([^/]+)$/.exec(path)?.[1];
  // What does not belong into a link of its kind makes it another link, and that one is not known.
  const named = url.host === 'open' ? { kind: 'open', threadId } : path === '' ? { kind: url.host } : null;
  return linkSchema.safeParse({ ...Object.fromEntries(fields), ...named }).data ?? null;
}

/**
 * The link a system started us with, or null. With a link nothing else on the line counts: whoever writes a link may try to
 * write switches too. Two links are none.
 */
export function linkOf(argv: readonly string[]): string | null {
  const links = argv.slice(1).filter((word) => /^inkstone:/i.test(word));
  return links.length === 1 ? (links[0] ?? null) : null;
}
