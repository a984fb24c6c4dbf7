/** The words around a global shortcut: what it is called, how it fares, and what else its keys do. */
import type { TFunction } from 'i18next';
import type { GlobalShortcut, ShortcutState } from '#shared/models/global-shortcut.ts';
import { otherUseOf } from './recorded-keys.ts';

export function shortcutName(t: TFunction, { action }: GlobalShortcut): string {
  return action.kind === 'own' ? action.name : t(`settings.shortcuts.${action.kind}.title`);
}

export interface ShortcutWords {
  readonly text: string;
  readonly tone: 'good' | 'problem' | 'plain';
}

/** Null until main has said how the keys that are shown now fare. */
export function stateWords(
  t: TFunction,
  shortcut: GlobalShortcut,
  states: readonly ShortcutState[],
  all: readonly GlobalShortcut[],
): ShortcutWords | null {
  const known = states.find(({ id }) => id === shortcut.id);
  if (known === undefined || known.accelerator !== shortcut.accelerator) return null;
  switch (known.state) {
    case 'registered':
      return { text: t('settings.shortcuts.state.registered'), tone: 'good' };
    case 'asked':
      return { text: t('settings.shortcuts.state.asked'), tone: 'plain' };
    case 'duplicate': {
      const other = all.find(({ id }) => id === known.duplicateOf);
      return { text: t('settings.shortcuts.state.duplicate', { name: other ? shortcutName(t, other) : '' }), tone: 'problem' };
    }
    case 'off':
      return { text: t('settings.shortcuts.state.off'), tone: 'plain' };
    default:
      return { text: t(`settings.shortcuts.state.${known.state}`), tone: 'problem' };
  }
}

/** What is lost while the shortcut has these keys; null: nothing that we know of. */
export function warningWords(t: TFunction, shortcut: GlobalShortcut, isMac: boolean): string | null {
  const use = otherUseOf(shortcut.accelerator, isMac);
  if (use === null) return null;
  if (use === 'common') return t('settings.shortcuts.commonUse');
  return t('settings.shortcuts.ownUse', { name: t(`common.shortcuts.name.${use}`) });
}
