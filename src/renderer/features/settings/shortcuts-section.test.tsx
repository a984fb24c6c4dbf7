import { QueryClientProvider } from '@tanstack/react-query';
import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { GlobalShortcut, ShortcutState } from '#shared/models/global-shortcut.ts';
import { SHIPPED_SHORTCUTS } from '#shared/models/global-shortcut.ts';
import { SHIPPED_SETTINGS } from '#shared/models/settings.ts';
import type { SettingsPatch } from '#shared/models/settings.ts';
import { Toasts } from '../../components/toasts.tsx';
import { i18n } from '../../lib/i18n.ts';
import { queryClient } from '../../lib/rpc/streams.ts';
import { useSettings } from '../../lib/use-settings.ts';
import { SettingRow } from './setting-row.tsx';
import { ShortcutsNote } from './shortcuts-note.tsx';
import { useShortcutActions, useShortcutSettings } from './shortcuts-settings.tsx';
import { useChange } from './use-change.ts';

/** Main: keeps the list, and says of each what a test wants it to say. */
const main = vi.hoisted(() => ({
  list: [] as GlobalShortcut[],
  state: (_shortcut: GlobalShortcut): ShortcutState['state'] => 'registered',
  isPortal: false,
  pauses: [] as boolean[],
  updates: 0,
}));

vi.mock('../../lib/rpc/client.ts', () => ({
  toAppError: (error: unknown) => error,
  rpc: {
    settings: {
      get: async () => ({ ...SHIPPED_SETTINGS, globalShortcuts: main.list }),
      update: async (patch: SettingsPatch) => {
        main.list = patch.globalShortcuts ?? main.list;
        main.updates += 1;
        return { ...SHIPPED_SETTINGS, globalShortcuts: main.list };
      },
    },
    app: {
      getShortcuts: async () => ({
        states: main.list.map((one) => ({
          id: one.id,
          accelerator: one.accelerator,
          state: one.accelerator === '' ? 'off' : main.state(one),
          duplicateOf: 'quick-ask',
        })),
        isPortal: main.isPortal,
        command: "'/opt/Ink stone/inkstone' --quick-ask",
      }),
      pauseShortcuts: async ({ isPaused }: { isPaused: boolean }) => void main.pauses.push(isPaused),
    },
  },
}));

const info = {
  version: '1',
  host: 'desktop' as 'desktop' | 'browser',
  platform: 'linux' as const,
  dataFolder: '/',
  dataBytes: 0,
  isReadOnly: false,
  isBackupMissing: false,
  systemLanguage: 'en',
};

function Section({ host = 'desktop' }: { readonly host?: 'desktop' | 'browser' }) {
  const settings = useSettings();
  const actions = useShortcutActions(settings, useChange());
  return (
    <>
      {useShortcutSettings(settings, { ...info, host }, actions).map((setting) => (
        <SettingRow key={setting.id} setting={setting} />
      ))}
      <ShortcutsNote settings={settings} actions={actions} />
    </>
  );
}

const show = (host?: 'desktop' | 'browser') =>
  render(
    <QueryClientProvider client={queryClient}>
      <Section {...(host && { host })} />
      <Toasts closeLabel="Close" />
    </QueryClientProvider>,
  );
const keysButton = (name: RegExp): Promise<HTMLElement> => screen.findByRole('button', { name });
const keys = (): (string | undefined)[] => main.list.map(({ accelerator }) => accelerator);

beforeEach(async () => {
  await i18n.changeLanguage('en');
  queryClient.clear();
  Object.assign(main, { list: [...SHIPPED_SHORTCUTS], state: () => 'registered', isPortal: false, pauses: [], updates: 0 });
});

describe('the recorder', () => {
  it('takes the keys that are pressed, with every shortcut asleep meanwhile, and keeps them from the window', async () => {
    const onWindow = vi.fn();
    window.addEventListener('keydown', onWindow);
    show();
    const button = await keysButton(/^Keys for Translate the selection: None$/);
    fireEvent.click(button);
    fireEvent.keyDown(button, { key: 'Control', code: 'ControlLeft', ctrlKey: true });
    expect(button.textContent).toBe('Ctrl+');
    fireEvent.keyDown(button, { key: 'k', code: 'KeyK', ctrlKey: true, altKey: true });
    await keysButton(/^Keys for Translate the selection: Ctrl\+Alt\+K$/);
    expect([keys(), main.pauses, onWindow.mock.calls.length]).toEqual([['Alt+Shift+Space', 'Control+Alt+K', ''], [true, false], 0]);
    window.removeEventListener('keydown', onWindow);
  });
  it('changes nothing on Escape, on Tab and when the focus goes; Backspace switches off', async () => {
    show();
    const button = await keysButton(/Quick ask: Alt\+Shift\+Space/);
    fireEvent.click(button);
    fireEvent.keyDown(button, { key: 'Escape', code: 'Escape' });
    fireEvent.click(button);
    expect(fireEvent.keyDown(button, { key: 'Tab', code: 'Tab' })).toBe(true);
    fireEvent.click(button);
    fireEvent.blur(button);
    expect([main.updates, main.pauses.at(-1)]).toEqual([0, false]);
    fireEvent.click(button);
    fireEvent.keyDown(button, { key: 'Backspace', code: 'Backspace' });
    await keysButton(/Quick ask: None/);
    expect(keys()).toEqual(['', '', '']);
  });
  it('says why a letter alone is refused, and goes on waiting', async () => {
    show();
    const button = await keysButton(/Quick ask/);
    fireEvent.click(button);
    fireEvent.keyDown(button, { key: 'k', code: 'KeyK' });
    expect(await screen.findByText(/would be taken from every program/)).toBeTruthy();
    expect([button.getAttribute('aria-pressed'), main.updates]).toEqual(['true', 0]);
  });
  it('wakes the shortcuts when its page goes away while it records', async () => {
    const { unmount } = show();
    fireEvent.click(await keysButton(/Quick ask/));
    unmount();
    expect(main.pauses).toEqual([true, false]);
  });
});

describe('the section', () => {
  it('says in words beside the keys why they do not work, and tries again on demand', async () => {
    main.list = main.list.map((one, index) => ({ ...one, accelerator: `Alt+${index + 1}` }));
    main.state = ({ id }) => (id === 'quick-ask' ? 'taken' : id === 'translate-selection' ? 'duplicate' : 'invalid');
    show();
    const button = await keysButton(/Quick ask: Alt\+1/);
    await screen.findByText(/In use by another program/);
    const described = (button.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.querySelector(`#${CSS.escape(id)}`)?.textContent);
    expect(described.join(' ')).toContain('In use by another program');
    expect(screen.getByText('Used twice: “Quick ask” has these keys. Choose others.')).toBeTruthy();
    expect(screen.getByText(/Not keys the system can give/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Try again for Quick ask' }));
    await waitFor(() => expect(main.updates).toBe(1));
  });
  it('warns of what else the keys do', async () => {
    main.list = main.list.map((one, index) => ({ ...one, accelerator: ['Control+2', 'Control+V', ''][index] ?? '' }));
    show();
    expect(await screen.findByText('Inkstone’s own window uses these keys for “Quick ask”; it no longer gets them.')).toBeTruthy();
    expect(screen.getByText(/Most programs use these keys/)).toBeTruthy();
  });
  it('adds, edits and removes a command of the user’s own; undo keeps what was changed meanwhile', async () => {
    show();
    fireEvent.click(await screen.findByRole('button', { name: 'Add a command' }));
    const dialog = await screen.findByRole('dialog', { name: 'Add a command' });
    const save = within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Save' });
    expect(save.disabled).toBe(true);
    fireEvent.change(within(dialog).getByLabelText('Name'), { target: { value: ' Plain words ' } });
    fireEvent.change(within(dialog).getByLabelText('Instruction'), { target: { value: 'Say it simply.' } });
    fireEvent.click(save);
    fireEvent.click(await screen.findByRole('button', { name: 'Edit Plain words' }));
    fireEvent.change(await screen.findByLabelText('Instruction'), { target: { value: 'Say it very simply.' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(main.list.at(-1)?.action).toEqual({ kind: 'own', name: 'Plain words', instruction: 'Say it very simply.' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Remove Plain words' }));
    await waitFor(() => expect(main.list).toHaveLength(3));
    const button = await keysButton(/Quick ask/);
    fireEvent.click(button);
    fireEvent.keyDown(button, { key: 'q', code: 'KeyQ', altKey: true });
    await keysButton(/Quick ask: Alt\+Q/);
    act(() => screen.getByRole('button', { name: 'Undo' }).click());
    await waitFor(() =>
      expect(main.list.map(({ id, accelerator }) => [id.length > 30 ? 'own' : id, accelerator])).toEqual([
        ['quick-ask', 'Alt+Q'],
        ['translate-selection', ''],
        ['proofread-selection', ''],
        ['own', ''],
      ]),
    );
  });
  it('gives the way out with the real program, and explains the portal where there is one', async () => {
    main.isPortal = true;
    main.state = () => 'asked';
    show();
    expect(await screen.findByText("'/opt/Ink stone/inkstone' --quick-ask")).toBeTruthy();
    expect(screen.getByText(/runs Wayland/)).toBeTruthy();
    expect(screen.getByText('The desktop was asked; it decides the keys')).toBeTruthy();
  });
  it('says in a browser that it belongs to the desktop app, and offers nothing that would do nothing', async () => {
    show('browser');
    expect(await screen.findByText(/They belong to the desktop app/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: /Keys for/ })).toBeNull();
  });
});
