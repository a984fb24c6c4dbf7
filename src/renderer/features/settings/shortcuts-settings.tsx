import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MOST_OWN_COMMANDS, SHIPPED_SHORTCUTS } from '#shared/models/global-shortcut.ts';
import type { GlobalShortcut, OwnCommand } from '#shared/models/global-shortcut.ts';
import type { Settings } from '#shared/models/settings.ts';
import { acceleratorLabel } from '#shared/utils/accelerator.ts';
import { showToast } from '../../components/toasts.tsx';
import { rpc } from '../../lib/rpc/client.ts';
import { shortcutLabel } from '../../lib/shortcuts.ts';
import type { useAppInfo } from '../../lib/use-app-info.ts';
import type { Setting } from './setting.ts';
import { ShortcutControl } from './shortcut-control.tsx';
import { shortcutName } from './shortcut-text.ts';
import type { Change } from './use-change.ts';

type Info = ReturnType<typeof useAppInfo>;

/** How main last said the shortcuts fare; undefined before that. */
export const useShortcutReport = () => useQuery({ queryKey: ['shortcuts'], queryFn: () => rpc.app.getShortcuts() }).data;

/** `editing` is the dialog: null closed, `new`, or the id of a command. */
export interface ShortcutActions {
  readonly editing: string | null;
  readonly edit: (id: string | null) => void;
  readonly canAdd: boolean;
  readonly setKeys: (id: string, accelerator: string) => void;
  readonly save: (command: OwnCommand) => void;
  readonly remove: (id: string) => void;
  readonly retry: () => void;
}

/** Everything the section can do to the list; each change applies at once. */
export function useShortcutActions({ globalShortcuts: list }: Settings, change: Change): ShortcutActions {
  const { t } = useTranslation();
  const [editing, edit] = useState<string | null>(null);
  const latest = useRef(list);
  useEffect(() => {
    latest.current = list;
  });
  const store = (globalShortcuts: GlobalShortcut[]): void => change({ globalShortcuts });
  return {
    editing,
    edit,
    canAdd: list.length < SHIPPED_SHORTCUTS.length + MOST_OWN_COMMANDS,
    setKeys: (id, accelerator) => store(list.map((one) => (one.id === id ? { ...one, accelerator } : one))),
    save: (command) => {
      const action = { kind: 'own' as const, ...command };
      const isNew = editing === 'new';
      store(
        isNew
          ? [...list, { id: crypto.randomUUID(), action, accelerator: '' }]
          : list.map((one) => (one.id === editing ? { ...one, action } : one)),
      );
      edit(null);
    },
    remove: (id) => {
      const removed = list.find((one) => one.id === id);
      if (!removed) return;
      store(list.filter((one) => one.id !== id));
      showToast({
        text: t('settings.shortcuts.own.removed', { name: shortcutName(t, removed) }),
        // Into the list as it is then: what was changed meanwhile stays.
        action: { label: t('common.action.undo'), onSelect: () => store(latest.current.toSpliced(list.indexOf(removed), 0, removed)) },
      });
    },
    // The same list again: main asks the system anew for what it refused.
    retry: () => store([...list]),
  };
}

/** One row a shortcut; in the browser host one row that says why there are none. */
export function useShortcutSettings(settings: Settings, info: Info, actions: ShortcutActions): Setting[] {
  const { t } = useTranslation();
  const states = useShortcutReport()?.states ?? [];
  const list = settings.globalShortcuts;
  if (info?.host !== 'desktop') {
    return [
      {
        id: 'globalShortcuts',
        title: t('settings.shortcuts.browserTitle'),
        hint: t('settings.shortcuts.browser', { keys: shortcutLabel('quickAsk') }),
        shipped: null,
        isChanged: false,
        isAction: true,
        control: () => null,
      },
    ];
  }
  return list.map((shortcut): Setting => {
    const { id, action, accelerator } = shortcut;
    const shipped = SHIPPED_SHORTCUTS.find((one) => one.id === id)?.accelerator ?? '';
    return {
      id: `globalShortcuts-${id}`,
      title: shortcutName(t, shortcut),
      hint:
        action.kind === 'own'
          ? t('settings.shortcuts.own.row', { instruction: action.instruction })
          : t(`settings.shortcuts.${action.kind}.hint`),
      shipped: shipped === '' ? null : acceleratorLabel(shipped, info.platform),
      isChanged: shipped !== '' && accelerator !== shipped,
      reset: () => actions.setKeys(id, shipped),
      isAction: true,
      control: ({ describedBy }) => (
        <ShortcutControl
          shortcut={shortcut}
          all={list}
          states={states}
          platform={info.platform}
          describedBy={describedBy}
          onKeys={(keys) => actions.setKeys(id, keys)}
          onRetry={actions.retry}
          {...(action.kind === 'own' && { onEdit: () => actions.edit(id), onRemove: () => actions.remove(id) })}
        />
      ),
    };
  });
}
