/** What a key press means while a shortcut is being recorded. Pure. */
import { SHORTCUT_IDS } from '#shared/models/shortcuts.ts';
import type { ShortcutId } from '#shared/models/shortcuts.ts';
import { canonicalAccelerator, parseAccelerator } from '#shared/utils/accelerator.ts';
import { keysOf } from '../../lib/shortcuts.ts';

const NAMED: Readonly<Record<string, string>> = {
  ' ': 'Space',
  '+': 'Plus',
  Enter: 'Return',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  AudioVolumeUp: 'VolumeUp',
  AudioVolumeDown: 'VolumeDown',
  AudioVolumeMute: 'VolumeMute',
  MediaTrackNext: 'MediaNextTrack',
  MediaTrackPrevious: 'MediaPreviousTrack',
};
const BY_PLACE: Readonly<Record<string, string>> = {
  Minus: '-',
  Equal: '=',
  BracketLeft: '[',
  BracketRight: ']',
  Backslash: '\\',
  Semicolon: ';',
  Quote: "'",
  Backquote: '`',
  Comma: ',',
  Period: '.',
  Slash: '/',
  Space: 'Space',
  NumpadAdd: 'numadd',
  NumpadSubtract: 'numsub',
  NumpadMultiply: 'nummult',
  NumpadDivide: 'numdiv',
  NumpadDecimal: 'numdec',
};
const MODIFIER_KEYS = new Set(['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'NumLock', 'Fn', 'Dead', 'Unidentified']);

type Press = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'>;

/** The key in Electron's words; letters and signs by their place where Alt or another script writes something else there. */
function keyOf({ key, code, shiftKey }: Press): string {
  const place = /^(?:Key|Digit)(.)$/.exec(code)?.[1];
  const pad = /^Numpad(\d)$/.exec(code)?.[1];
  if (pad !== undefined) return `num${pad}`;
  if (place !== undefined) return /^[a-z]$/i.test(key) ? key : place;
  const onPlace = BY_PLACE[code];
  if (onPlace !== undefined && (shiftKey || code.startsWith('Numpad') || !/^[!-~]$/.test(key))) return onPlace;
  return NAMED[key] ?? key;
}

export type Recorded =
  | { readonly kind: 'cancel' | 'clear' | 'leave' | 'weak' }
  /** Only modifiers so far. */
  | { readonly kind: 'held'; readonly modifiers: readonly string[] }
  | { readonly kind: 'keys'; readonly accelerator: string };

/** `leave`: Tab goes on as everywhere; `weak`: a key that people type with, which no program may take from all others. */
export function readPress(press: Press, isMac: boolean): Recorded {
  const { key, ctrlKey, altKey, shiftKey, metaKey } = press;
  const modifiers = [ctrlKey && 'Control', metaKey && 'Meta', altKey && 'Alt', shiftKey && 'Shift'].filter((one) => one !== false);
  if (MODIFIER_KEYS.has(key)) return { kind: 'held', modifiers };
  if (modifiers.length === 0 && key === 'Escape') return { kind: 'cancel' };
  if (modifiers.length === 0 && (key === 'Backspace' || key === 'Delete')) return { kind: 'clear' };
  if (key === 'Tab' && !ctrlKey && !altKey && !metaKey) return { kind: 'leave' };
  const accelerator = parseAccelerator([...modifiers, keyOf(press)].join('+'), isMac);
  return accelerator === null ? { kind: 'weak' } : { kind: 'keys', accelerator: canonicalAccelerator(accelerator) };
}

/** `mod+shift+c` of the window's own shortcuts, as Electron writes it. */
const asAccelerator = (keys: string): string =>
  keys
    .replace(/\+\+$/, '+Plus')
    .split('+')
    .map((part) => (part === 'mod' ? 'CommandOrControl' : part))
    .join('+');

/** What the window of Inkstone, or nearly every program, does with these keys; null: nothing that we know of. */
export function otherUseOf(text: string, isMac: boolean): ShortcutId | 'common' | null {
  const accelerator = parseAccelerator(text, isMac);
  if (accelerator === null) return null;
  const canonical = canonicalAccelerator(accelerator);
  const isSame = (keys: string): boolean => {
    const other = parseAccelerator(asAccelerator(keys), isMac);
    return other !== null && canonicalAccelerator(other) === canonical;
  };
  const own = SHORTCUT_IDS.find((id) => keysOf(id).some(isSame));
  if (own !== undefined) return own;
  const { modifiers, key } = accelerator;
  const isLoneMod = modifiers.length === 1 && modifiers[0] === (isMac ? 'Meta' : 'Control');
  return (isLoneMod && /^[A-Z]$/.test(key)) || (modifiers.length === 0 && /^F\d/.test(key)) ? 'common' : null;
}
