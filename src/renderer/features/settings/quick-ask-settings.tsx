import { useTranslation } from 'react-i18next';
import type { useAppInfo } from '../../lib/use-app-info.ts';
import { shortcutLabel } from '../../lib/shortcuts.ts';
import type { Setting } from './setting.ts';

/** Electron's words for keys as people write them: `CommandOrControl+Shift+Space` → `Ctrl+Shift+Space`. */
export function acceleratorLabel(accelerator: string, isMac: boolean): string {
  if (!isMac) return accelerator.replace(/CommandOrControl|CmdOrCtrl|Control/, 'Ctrl');
  const signs: Readonly<Record<string, string>> = {
    CommandOrControl: '⌘',
    CmdOrCtrl: '⌘',
    Command: '⌘',
    Control: '⌃',
    Alt: '⌥',
    Option: '⌥',
    Shift: '⇧',
  };
  return accelerator
    .split('+')
    .map((part) => signs[part] ?? ` ${part}`)
    .join('')
    .trim();
}

/** Which shortcut opens quick ask from anywhere, or why there is none. */
export function useQuickAskSettings(info: ReturnType<typeof useAppInfo>): Setting[] {
  const { t } = useTranslation();
  const hint = (): string => {
    if (info?.host !== 'desktop') return t('settings.quickAsk.browser', { keys: shortcutLabel('quickAsk') });
    return info.quickAskShortcut === null ? t('settings.quickAsk.refused') : t('settings.quickAsk.hint');
  };
  const label = info?.quickAskShortcut ? acceleratorLabel(info.quickAskShortcut, info.platform === 'darwin') : t('settings.none');
  return [
    {
      id: 'quickAskShortcut',
      title: t('settings.quickAsk.title'),
      hint: hint(),
      shipped: null,
      isChanged: false,
      control: ({ id, describedBy }) => (
        <output
          id={id}
          aria-describedby={describedBy}
          className="inline-flex min-h-8 items-center rounded-control border border-line bg-sunken px-3 text-13"
        >
          {label}
        </output>
      ),
    },
  ];
}
