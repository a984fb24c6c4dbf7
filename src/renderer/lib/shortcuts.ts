/**
 * The keys of this host and the hook that binds a shortcut of the registry in `shared/models/shortcuts.ts`. One listener
 * serves all; of several views that bind an id, the one mounted last answers. It never fires while an input method is composing.
 */
import { useEffect, useRef } from 'react';
import { partsOfKeys, SHORTCUT_IDS, SHORTCUTS } from '#shared/models/shortcuts.ts';
import type { ShortcutId } from '#shared/models/shortcuts.ts';

const IS_MAC = /Mac/.test(navigator.userAgent);

/** The keys in force in this host. */
export function keysOf(id: ShortcutId): readonly string[] {
  const { keys, browserKeys } = SHORTCUTS[id];
  return window.inkstone === undefined && browserKeys ? browserKeys : keys;
}

/** In the order in which a Mac writes them. */
const MAC_SIGNS = new Map([
  ['alt', '⌥'],
  ['shift', '⇧'],
  ['mod', '⌘'],
]);
const OTHER_NAMES = new Map([
  ['mod', 'Ctrl'],
  ['shift', 'Shift'],
  ['alt', 'Alt'],
]);

/** How the keys of a shortcut are written on this system: `⇧⌘C` or `Ctrl+Shift+C`. */
export const shortcutLabel = (id: ShortcutId, isMac = IS_MAC): string => keysLabel(keysOf(id)[0] ?? '', isMac);

/** How keys are written on this system, words with a capital: `⌘Enter`, `Ctrl+Enter`. */
export function keysLabel(keys: string, isMac = IS_MAC): string {
  const parts = partsOfKeys(keys);
  const key = parts.pop() ?? '';
  const keyName = key.charAt(0).toUpperCase() + key.slice(1);
  if (isMac)
    return (
      [...MAC_SIGNS]
        .filter(([name]) => parts.includes(name))
        .map(([, sign]) => sign)
        .join('') + keyName
    );
  return [...parts.map((part) => OTHER_NAMES.get(part) ?? part), keyName].join('+');
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
  const parts = partsOfKeys(keys);
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

/** Does what the keys would do; nothing where no view answers to them. */
export const runShortcut = (id: ShortcutId): void => bound.get(id)?.at(-1)?.();

/** What a shortcut would do something for right now, in the order of the registry. */
export const boundShortcuts = (): ShortcutId[] => SHORTCUT_IDS.filter((id) => (bound.get(id)?.length ?? 0) > 0);

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
