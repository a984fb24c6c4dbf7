import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors/app-error.ts';
import type { LiveGeneration } from '#shared/models/generation.ts';
import type { ThreadId } from '#shared/models/ids.ts';
import type { Outcome } from '#main/inference/generation-hub.ts';
import { createAnswerNotices, quoteOf } from './answer-notices.ts';
import type { AnswerNotices } from './answer-notices.ts';
import { desktopStrings } from '../strings/desktop-strings.ts';
import { createElectronFake } from '../electron-fake.test-support.ts';
import type { ElectronFake } from '../electron-fake.test-support.ts';

const thread = 'thread-1' as ThreadId;
const done = (text = 'The **secret** answer.', stopReason = 'end'): Outcome => ({ type: 'done', text, stopReason }) as unknown as Outcome;
const failed = (code: 'ENGINE_CRASHED' | 'CANCELLED'): Outcome => ({ type: 'failed', text: '', error: new AppError(code) });

let fake: ElectronFake;
let notices: AnswerNotices;
let settings: { shouldNotify: boolean; shouldQuoteAnswers: boolean };
let isFocused: boolean;
let isTemporary: boolean;
let live: LiveGeneration[];
let opened: string[];
let counts: number[];
beforeEach(() => {
  fake = createElectronFake();
  settings = { shouldNotify: true, shouldQuoteAnswers: false };
  isFocused = false;
  isTemporary = false;
  live = [];
  opened = [];
  counts = [];
  notices = createAnswerNotices({
    Notification: fake.electron.Notification,
    strings: desktopStrings('en'),
    readSettings: async () => settings,
    chatOf: async () => ({ title: 'About tea', isTemporary }),
    listLive: () => live,
    isFocused: () => isFocused,
    onOpen: (id) => opened.push(id),
    onUnseen: (count) => counts.push(count),
  });
});
const said = () => fake.shell.notifications.map(({ options: { title, body } }) => [title, body]);

describe('an answer that arrives while nobody looks', () => {
  it('is announced by the title of its chat, without a word of the answer', async () => {
    await notices.answered(thread, done());
    expect([said(), counts]).toEqual([[['About tea', 'The answer is ready.']], [1]]);
  });
  it('of a temporary chat leaves no word of it with the system', async () => {
    isTemporary = true;
    settings.shouldQuoteAnswers = true;
    await notices.answered(thread, done());
    expect(JSON.stringify(said())).not.toMatch(/tea|secret/);
    expect(said()).toHaveLength(1);
  });
  it('is quoted when the user wants that, as plain text', async () => {
    settings.shouldQuoteAnswers = true;
    await notices.answered(thread, done());
    expect(said()).toEqual([['About tea', 'The secret answer.']]);
  });
  it('opens its chat on a click', async () => {
    await notices.answered(thread, done());
    fake.shell.notifications[0]?.emit('click');
    expect(opened).toEqual([thread]);
  });
  it('is only counted when notifications are off', async () => {
    settings.shouldNotify = false;
    await notices.answered(thread, done());
    expect([said(), counts]).toEqual([[], [1]]);
  });
  it('is no news while a window has the focus, nor when the user stopped it', async () => {
    await notices.answered(thread, done('Half', 'stopped'));
    await notices.answered(thread, failed('CANCELLED'));
    isFocused = true;
    await notices.answered(thread, done());
    expect([said(), counts]).toEqual([[], []]);
  });
  it('that failed is announced as that', async () => {
    await notices.answered(thread, failed('ENGINE_CRASHED'));
    expect(said()).toEqual([['About tea', 'The answer could not be finished. Open the chat to see why.']]);
  });
  it('is announced once for all candidates, and once a chat', async () => {
    const one = { id: 'a', purpose: 'chat', threadId: thread, messageId: 'm' } as unknown as LiveGeneration;
    live = [one, one];
    await notices.answered(thread, done());
    live = [one];
    await notices.answered(thread, done());
    await notices.answered(thread, done());
    expect([fake.shell.notifications.map(({ isClosed }) => isClosed), counts]).toEqual([
      [true, false],
      [1, 1],
    ]);
  });
  it('is forgotten when the user comes back', async () => {
    await notices.answered(thread, done());
    notices.seen();
    expect([counts, fake.shell.notifications[0]?.isClosed]).toEqual([[1, 0], true]);
  });
});

it('quotes the beginning only, never the model’s thoughts, and cuts no sign in two', () => {
  expect(quoteOf('<think>hm</think>\n# Tea\n\n- green')).toBe('Tea - green');
  const family = '👨‍👩‍👧';
  const quote = quoteOf(family.repeat(200));
  expect([[...new Intl.Segmenter().segment(quote)].length, quote.endsWith(`${family}…`)]).toEqual([160, true]);
});
