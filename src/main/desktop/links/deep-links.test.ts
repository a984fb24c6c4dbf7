import { beforeEach, describe, expect, it } from 'vitest';
import { createDeepLinks } from './deep-links.ts';
import { desktopStrings } from '../strings/desktop-strings.ts';
import { createElectronFake } from '../electron-fake.test-support.ts';
import type { ElectronFake } from '../electron-fake.test-support.ts';

const ID = '7f0c1f0e-3c5c-4b7e-9d43-0f3f4d0a6a11';
let fake: ElectronFake;
let follow: (address: string) => Promise<boolean>;
let done: unknown[];
let logged: unknown[];

beforeEach(() => {
  fake = createElectronFake();
  done = [];
  logged = [];
  follow = createDeepLinks({
    app: fake.electron.app,
    dialog: fake.electron.dialog,
    threads: {
      create: async (kind) => ({ ...(done.push(`create ${kind}`), THREAD) }),
      saveDraft: async (key, text) => void done.push({ key, text }),
    },
    main: { show: (fragment) => void done.push(fragment ?? 'front'), window: () => null },
    shortcuts: { request: (request) => void done.push(request) },
    strings: desktopStrings('en'),
    log: { warn: (message, _error, facts) => void logged.push([message, facts]) },
  });
});
const THREAD = {
  id: ID as never,
  kind: 'chat' as const,
  title: '',
  titleSource: 'none' as const,
  isPinned: false,
  folderId: null,
  assistantId: null,
  isArchived: false,
  isTemporary: false,
  hasUnseen: false,
  activeLeafId: null,
  parameters: {},
  createdAt: 0,
  updatedAt: 0,
} as never as Awaited<ReturnType<Parameters<typeof createDeepLinks>[0]['threads']['create']>>;

describe('a link', () => {
  it('is ours in packages', () => expect(fake.app.protocols).toEqual(['inkstone']));
  it('asks with what it would write, and with Cancel as the answer of a hasty Enter', async () => {
    fake.answer = 1;
    expect(await follow(`inkstone://ask?text=${'x'.repeat(600)}`)).toBe(false);
    expect(fake.asked).toEqual([
      {
        type: 'question',
        message: 'A link wants to put this text into quick ask. Nothing is sent until you press Enter.',
        detail: `${'x'.repeat(500)}…`,
        buttons: ['Open', 'Cancel'],
        defaultId: 1,
        cancelId: 1,
        noLink: true,
      },
    ]);
    expect(done).toEqual(['front']);
  });
  it('only fills a box or shows a chat, once it is agreed to', async () => {
    await follow('inkstone://ask?text=Why%3F');
    await follow('inkstone://new?text=Draft');
    await follow(`inkstone://open/thread/${ID}`);
    expect(done).toEqual([
      'front',
      { kind: 'text', text: 'Why?' },
      'front',
      'create chat',
      { key: ID, text: 'Draft' },
      `/chat/${ID}`,
      'front',
      `/chat/${ID}`,
    ]);
  });
  it('that is hostile is refused without a question, with a line in the log that does not repeat it', async () => {
    expect(await follow('inkstone://ask?text=a%00b')).toBe(false);
    expect([fake.asked, done, logged]).toEqual([[], [], [['a link was refused', { reason: 'not ours', length: 25 }]]]);
  });
  it('is refused while another is being asked about, and heard again afterwards', async () => {
    const first = follow('inkstone://ask?text=1');
    expect(await follow('inkstone://ask?text=2')).toBe(false);
    expect(await first).toBe(true);
    expect(await follow('inkstone://ask?text=3')).toBe(true);
    expect(fake.asked).toHaveLength(2);
  });
});
