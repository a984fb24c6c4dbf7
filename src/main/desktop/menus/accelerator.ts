/** A shortcut of the window in Electron's words, for the native menus. */
import { partsOfKeys, SHORTCUTS } from '#shared/models/shortcuts.ts';
import type { ShortcutId } from '#shared/models/shortcuts.ts';

const NAMES = new Map([
  ['mod', 'CommandOrControl'],
  ['shift', 'Shift'],
  ['alt', 'Alt'],
  ['+', 'Plus'],
]);

/** `mod+shift+c` → `CommandOrControl+Shift+C`. */
export const acceleratorOf = (id: ShortcutId): string =>
  // A bare sign, as `?`, is no key of a menu.
  partsOfKeys(SHORTCUTS[id].keys.find((keys) => keys.length > 1) ?? '')
    .map((part) => NAMES.get(part) ?? part.toUpperCase())
    .join('+');
