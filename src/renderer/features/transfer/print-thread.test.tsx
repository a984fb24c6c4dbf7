import { render } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Message } from '#shared/models/message.ts';
import type { Thread } from '#shared/models/thread.ts';
import '../../lib/i18n.ts';
import { PrintThread } from './print-thread.tsx';

const stored = vi.hoisted(() => ({ messages: [] as unknown[], texts: new Map<string, string>() }));
vi.mock('../../lib/rpc/client.ts', async (original) => ({
  ...(await original<object>()),
  rpc: {
    threads: { listMessages: async () => ({ messages: stored.messages, before: null }) },
    attachments: { getText: async ({ attachmentId }: { attachmentId: string }) => ({ text: stored.texts.get(attachmentId) ?? '' }) },
  },
}));

const THREAD = { id: 'thread', title: 'On paper' } as Thread;
const own = (id: string, text: string, ...files: readonly [name: string, part: string, text: string][]): Message => {
  const attachments = files.map(([name, part, content], index) => {
    stored.texts.set(`${id}-${index}`, content);
    return { id: `${id}-${index}`, name, part };
  });
  return { id, role: 'user', text, ...(attachments.length > 0 && { attachments }) } as unknown as Message;
};

/** The sections that were there when the system's dialog was asked for, each by its paragraphs and captions. */
async function printed(...messages: readonly Message[]): Promise<string[][]> {
  stored.messages = [...messages];
  const sheets: string[][] = [];
  vi.stubGlobal('print', () => {
    for (const section of document.querySelectorAll('.print-thread > section'))
      sheets.push([...section.querySelectorAll('figcaption, p')].map(({ textContent }) => textContent));
  });
  await new Promise<void>((resolve) => render(<PrintThread thread={THREAD} onEnd={resolve} />));
  return sheets;
}

beforeEach(() => {
  stored.texts.clear();
  Object.defineProperty(document, 'fonts', { value: { ready: Promise.resolve() }, configurable: true });
});

// Catches: paper that leaves out the files that a question is about, and all of a turn that is nothing but files.
test('files are printed with their name, their part and the text that was chosen, before the words', async () => {
  expect(
    await printed(
      own('q1', 'Compare these', ['report.pdf', 'pages 2-3 of 9', 'Beta page\n\nGamma page'], ['notes.md', '', '# 笔记']),
      own('q2', '', ['only.txt', '', 'nothing but a file']),
    ),
  ).toEqual([
    ['report.pdf · pages 2-3', 'Beta page\n\nGamma page', 'notes.md', '# 笔记', 'Compare these'],
    ['only.txt', 'nothing but a file'],
  ]);
});

// Catches: a pasted book of ten megabytes that holds up the window while thousands of pages are laid out.
test('an enormous turn is printed as far as the screen would open it, and says so', async () => {
  const [[words, note] = []] = await printed(own('q1', 'x'.repeat(10_000_000)));
  expect(words).toHaveLength(400_000);
  expect(note).toBe('Only the first 400,000 of 10,000,000 characters are printed here. An export holds all of them.');
});
