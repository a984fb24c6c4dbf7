/** The application menu: the system's own commands, and the views. Labels of roles come from Electron. */
import type { MenuItemConstructorOptions } from 'electron';
import type { View } from './command-line.ts';
import type { DesktopStrings } from './desktop-strings.ts';

export interface MenuOptions {
  readonly strings: DesktopStrings;
  readonly isMac: boolean;
  readonly isPackaged: boolean;
  readonly onView: (view: View | 'chat') => void;
}

/** The template for `Menu.buildFromTemplate`. */
export function menuTemplate({ strings, isMac, isPackaged, onView }: MenuOptions): MenuItemConstructorOptions[] {
  const go = (label: string, view: View | 'chat', key: number): MenuItemConstructorOptions => ({
    label,
    accelerator: `CommandOrControl+${key}`,
    click: () => onView(view),
  });
  const development: MenuItemConstructorOptions[] = isPackaged
    ? []
    : [{ type: 'separator' }, { role: 'reload' }, { role: 'toggleDevTools' }];
  return [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    { label: strings.file, submenu: [isMac ? { role: 'close' } : { role: 'quit' }] },
    {
      label: strings.edit,
      submenu: [
        { role: 'undo' },
        { role: 'redo' },
        { type: 'separator' },
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'pasteAndMatchStyle' },
        { role: 'selectAll' },
      ],
    },
    {
      label: strings.go,
      submenu: [
        go(strings.chat, 'chat', 1),
        go(strings.quickAsk, 'quick-ask', 2),
        go(strings.write, 'write', 3),
        go(strings.translate, 'translate', 4),
      ],
    },
    {
      label: strings.view,
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        ...development,
      ],
    },
    { label: strings.window, role: 'windowMenu' },
  ];
}
