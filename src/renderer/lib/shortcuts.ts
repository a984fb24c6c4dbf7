/**
 * Every keyboard shortcut of the window: its id, its keys per system, and the hook that binds it. One listener serves all;
 * of several views that bind an id, the one mounted last answers. The help dialog lists this registry, so nothing is
 * listed that is not here. It never fires while an input method is composing.
 */
import { useEffect, useRef } from 'react';

export const SHORTCUT_GROUPS = ['everywhere', 'chats', 'answer'] as const;
export type ShortcutGroup = (typeof SHORTCUT_GROUPS)[number];

interface Shortcut {
  readonly group: ShortcutGroup;
  /** Alternatives, the first is the one shown. `mod` is Cmd on a Mac and Ctrl elsewhere. */
  readonly keys: readonly string[];
  /** Replaces `keys` in the browser host, where the browser keeps the usual ones for itself. */
  readonly browserKeys?: readonly string[];
}

export const SHORTCUT_IDS = [
  'chat',
  'quickAsk',
  'write',
  'translate',
  'models',
  'settings',
  'regions',
  'regionsBack',
  'zoomIn',
  'zoomOut',
  'zoomReset',
  'help',
  'search',
  'newChat',
  'sideBar',
  'previousThread',
  'nextThread',
  'copyAnswer',
  'editTurn',
  'regenerate',
  'stop',
] as const;
export type ShortcutId = (typeof SHORTCUT_IDS)[number];

export const SHORTCUTS: Readonly<Record<ShortcutId, Shortcut>> = {
  chat: { group: 'everywhere', keys: ['mod+1'] },
  quickAsk: { group: 'everywhere', keys: ['mod+2'] },
  write: { group: 'everywhere', keys: ['mod+3'] },
  translate: { group: 'everywhere', keys: ['mod+4'] },
  models: { group: 'everywhere', keys: ['mod+5'] },
  settings: { group: 'everywhere', keys: ['mod+,', 'mod+6'] },
  regions: { group: 'everywhere', keys: ['f6'] },
  regionsBack: { group: 'everywhere', keys: ['shift+f6'] },
  zoomIn: { group: 'everywhere', keys: ['mod++', 'mod+='] },
  zoomOut: { group: 'everywhere', keys: ['mod+-'] },
  zoomReset: { group: 'everywhere', keys: ['mod+0'] },
  help: { group: 'everywhere', keys: ['?'] },
  search: { group: 'chats', keys: ['mod+k'] },
  newChat: { group: 'chats', keys: ['mod+n'], browserKeys: ['alt+n'] },
  sideBar: { group: 'chats', keys: ['mod+b'] },
  previousThread: { group: 'chats', keys: ['mod+['] },
  nextThread: { group: 'chats', keys: ['mod+]'] },
  copyAnswer: { group: 'answer', keys: ['mod+shift+c'], browserKeys: ['alt+c'] },
  editTurn: { group: 'answer', keys: ['mod+e'] },
  regenerate: { group: 'answer', keys: ['mod+r'], browserKeys: ['alt+r'] },
  stop: { group: 'answer', keys: ['mod+.'] },
};

const IS_MAC = /Mac/.test(navigator.userAgent);

/** The keys in force in this host. */
export function keysOf(id: ShortcutId): readonly string[] {
  const { keys, browserKeys } = SHORTCUTS[id];
  return window.inkstone === undefined && browserKeys ? browserKeys : keys;
}

const MAC_SIGNS = new Map([
  ['mod', '⌘'],
  ['shift', '⇧'],
  ['alt', '⌥'],
]);
const OTHER_NAMES = new Map([
  ['mod', 'Ctrl'],
  ['shift', 'Shift'],
  ['alt', 'Alt'],
]);

/** `mod++` → ['mod', '+']: the plus sign is a key as well as the glue. */
const partsOf = (keys: string): string[] => (keys.endsWith('++') ? [...keys.slice(0, -2).split('+'), '+'] : keys.split('+'));

/** How the keys are written on this system: `⇧⌘C` or `Ctrl+Shift+C`. */
export function shortcutLabel(id: ShortcutId, isMac = IS_MAC): string {
  const parts = partsOf(keysOf(id)[0] ?? '');
  const names = isMac ? MAC_SIGNS : OTHER_NAMES;
  return parts.map((part) => names.get(part) ?? part.toUpperCase()).join(isMac ? '' : '+');
}

/** The key as the shortcut names it, also on layouts where letters or digits sit under another character. */
function pressedKey(event: KeyboardEvent): string {
  const key = event.key.toLowerCase();
  const place = /^(?:Key|Digit)(.)$/.exec(event.code)?.[1]?.toLowerCase();
  const isPlain = /^[a-z0-9]$/.test(key);
  if (isPlain || place === undefined) return key;
  return event.ctrlKey || event.metaKey || event.altKey ? (/[!-~]/.test(key) && !/\d/.test(place) ? key : place) : key;
}

/** Pure: whether this key press means these keys. Shift counts for letters and function keys only; signs need it to be typed. */
export function matches(event: KeyboardEvent, keys: string, isMac = IS_MAC): boolean {
  const parts = partsOf(keys);
  const key = parts.at(-1) ?? '';
  const wantsMod = parts.includes('mod');
  const mod = isMac ? event.metaKey : event.ctrlKey;
  const otherMod = isMac ? event.ctrlKey : event.metaKey;
  if (mod !== wantsMod || otherMod || event.altKey !== parts.includes('alt')) return false;
  const isSign = /^[^a-z0-9]$/.test(key);
  if (!isSign && event.shiftKey !== parts.includes('shift')) return false;
  return pressedKey(event) === key;
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));

const hasModifier = (event: KeyboardEvent): boolean => event.ctrlKey || event.metaKey || event.altKey || /^F\d+$/.test(event.key);

type Handler = () => void;
const bound = new Map<ShortcutId, Handler[]>();

function dispatch(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.key === 'Process') return;
  if (isTyping(event.target) && !hasModifier(event)) return;
  for (const id of SHORTCUT_IDS) {
    const handler = bound.get(id)?.at(-1);
    if (!handler || !keysOf(id).some((keys) => matches(event, keys))) continue;
    event.preventDefault();
    handler();
    return;
  }
}

let isListening = false;

function bind(id: ShortcutId, handler: Handler): () => void {
  if (!isListening) window.addEventListener('keydown', dispatch);
  isListening = true;
  bound.set(id, [...(bound.get(id) ?? []), handler]);
  return () =>
    bound.set(
      id,
      (bound.get(id) ?? []).filter((other) => other !== handler),
    );
}

/** Binds a shortcut while the component is mounted and `isEnabled`. */
export function useShortcut(id: ShortcutId, handler: Handler, isEnabled = true): void {
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  useEffect(() => (isEnabled ? bind(id, () => latest.current()) : undefined), [id, isEnabled]);
}
