/**
 * Keys of a global shortcut as Electron writes them (`Alt+Shift+Space`): read, compared, and written as the system labels them.
 * Used by main, which registers them, and by the settings, which record them.
 */
const MODIFIERS: Readonly<Record<string, Modifier | 'Mod'>> = {
  command: 'Meta',
  cmd: 'Meta',
  super: 'Meta',
  meta: 'Meta',
  control: 'Control',
  ctrl: 'Control',
  commandorcontrol: 'Mod',
  cmdorctrl: 'Mod',
  alt: 'Alt',
  option: 'Alt',
  altgr: 'AltGr',
  shift: 'Shift',
};
/** In the order in which they are written. */
const ORDER = ['Control', 'Meta', 'Alt', 'AltGr', 'Shift'] as const;
export type Modifier = (typeof ORDER)[number];

const NAMED_KEYS = [
  'Plus',
  'Space',
  'Tab',
  'Capslock',
  'Numlock',
  'Scrolllock',
  'Backspace',
  'Delete',
  'Insert',
  'Return',
  'Up',
  'Down',
  'Left',
  'Right',
  'Home',
  'End',
  'PageUp',
  'PageDown',
  'Escape',
  'PrintScreen',
  'numdec',
  'numadd',
  'numsub',
  'nummult',
  'numdiv',
] as const;
/** Keys that write nothing: they may stand alone. */
const LONE_KEYS = [
  'VolumeUp',
  'VolumeDown',
  'VolumeMute',
  'MediaNextTrack',
  'MediaPreviousTrack',
  'MediaStop',
  'MediaPlayPause',
  'PrintScreen',
] as const;
const OTHER_WORDS: Readonly<Record<string, string>> = { enter: 'Return', esc: 'Escape' };
const BY_LOWER_CASE = new Map([...NAMED_KEYS, ...LONE_KEYS].map((name) => [name.toLowerCase(), name]));
const SIGNS = ')!@#$%^&*(:;=<,_->.?/~`{][|\\}"\'';

export interface Accelerator {
  /** Without doubles, in one order; `Mod` is resolved for the system. */
  readonly modifiers: readonly Modifier[];
  readonly key: string;
}

const isFunctionKey = (key: string): boolean => /^F([1-9]|1\d|2[0-4])$/.test(key);

function readKey(part: string): string | null {
  const upper = part.toUpperCase();
  if (/^[A-Z0-9]$/.test(upper) || isFunctionKey(upper)) return upper;
  if (/^num\d$/i.test(part) || (part.length === 1 && SIGNS.includes(part))) return part.toLowerCase();
  const lower = part.toLowerCase();
  return BY_LOWER_CASE.get(lower) ?? OTHER_WORDS[lower] ?? null;
}

/**
 * Null when it is no shortcut that may be taken from every program: not an accelerator at all, or a key that people type
 * with (Shift alone does not change that; only function and media keys may stand alone).
 */
export function parseAccelerator(text: string, isMac: boolean): Accelerator | null {
  const parts = text.split('+');
  const key = readKey(parts.pop() ?? '');
  if (key === null) return null;
  const found = new Set<Modifier>();
  for (const part of parts) {
    const modifier = MODIFIERS[part.toLowerCase()];
    if (modifier === undefined) return null;
    found.add(modifier === 'Mod' ? (isMac ? 'Meta' : 'Control') : modifier);
  }
  const modifiers = ORDER.filter((modifier) => found.has(modifier));
  const isStrong = modifiers.some((modifier) => modifier !== 'Shift');
  return isStrong || isFunctionKey(key) || LONE_KEYS.some((lone) => lone === key) ? { modifiers, key } : null;
}

/** The one way to write it: two texts that mean the same keys on this system give the same result. */
export const canonicalAccelerator = ({ modifiers, key }: Accelerator): string => [...modifiers, key].join('+');

const MAC_SIGNS: Readonly<Record<string, string>> = { Control: '⌃', Meta: '⌘', Alt: '⌥', AltGr: '⌥', Shift: '⇧' };
const ARROWS: Readonly<Record<string, string>> = { Up: '↑', Down: '↓', Left: '←', Right: '→' };

/** As the keys are labelled: `Ctrl+Shift+Space`, on a Mac `⌥⇧ Space`. What is no shortcut is shown as it is. */
export function acceleratorLabel(text: string, platform: 'darwin' | 'win32' | 'linux'): string {
  const isMac = platform === 'darwin';
  const accelerator = parseAccelerator(text, isMac);
  if (accelerator === null) return text;
  const { modifiers } = accelerator;
  const key = accelerator.key === 'Plus' ? '+' : (ARROWS[accelerator.key] ?? accelerator.key);
  if (isMac) {
    // The order of Apple's menus.
    const signs = (['Control', 'Alt', 'AltGr', 'Shift', 'Meta'] as const)
      .filter((one) => modifiers.includes(one))
      .map((one) => MAC_SIGNS[one]);
    return `${signs.join('')}${key.length > 1 ? ' ' : ''}${key}`;
  }
  const words: Readonly<Record<string, string>> = { Control: 'Ctrl', Meta: platform === 'win32' ? 'Win' : 'Super' };
  return [...modifiers.map((modifier) => words[modifier] ?? modifier), key].join('+');
}
