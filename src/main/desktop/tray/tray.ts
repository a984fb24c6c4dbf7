/** The tray icon. Nothing depends on it but closing to it: without a tray Inkstone works the same. */
import { join } from 'node:path';
import type { Menu as ElectronMenu, NativeImage, Tray as ElectronTray, nativeImage, nativeTheme } from 'electron';
import type { TrayModel } from './tray-model.ts';

export interface TrayOptions {
  readonly Tray: new (image: NativeImage) => ElectronTray;
  readonly Menu: Pick<typeof ElectronMenu, 'buildFromTemplate'>;
  readonly nativeImage: Pick<typeof nativeImage, 'createFromPath'>;
  readonly nativeTheme: Pick<typeof nativeTheme, 'shouldUseDarkColors' | 'on'>;
  /** Holds `tray.png`, `tray-light.png` and `trayTemplate.png`, each with its `@2x`. */
  readonly folder: string;
  readonly platform: NodeJS.Platform;
  readonly onOpen: () => void;
}

export interface TrayIcon {
  show(model: TrayModel): void;
  dispose(): void;
}

/** macOS colours a template itself; elsewhere the bar is taken to be as dark as the system's theme. */
export function trayImageName(platform: NodeJS.Platform, isDark: boolean): string {
  if (platform === 'darwin') return 'trayTemplate.png';
  return isDark ? 'tray-light.png' : 'tray.png';
}

/** @throws Error where the system has no tray or the icon is missing */
export function createTray(options: TrayOptions): TrayIcon {
  const { Tray, Menu, nativeImage, nativeTheme, folder, platform, onOpen } = options;
  const image = (): NativeImage => nativeImage.createFromPath(join(folder, trayImageName(platform, nativeTheme.shouldUseDarkColors)));
  const first = image();
  if (first.isEmpty()) throw new Error('the tray icon is missing');
  const tray = new Tray(first);
  let shown = '';
  // On macOS a click opens the menu.
  if (platform !== 'darwin') tray.on('click', onOpen);
  nativeTheme.on('updated', () => {
    if (!tray.isDestroyed() && platform !== 'darwin') tray.setImage(image());
  });
  return {
    show: (model) => {
      // Setting the menu again closes one that is open: only when it says something else.
      const said = JSON.stringify(model);
      if (tray.isDestroyed() || said === shown) return;
      shown = said;
      tray.setToolTip(model.tooltip);
      tray.setContextMenu(Menu.buildFromTemplate(model.items));
    },
    dispose: () => {
      if (!tray.isDestroyed()) tray.destroy();
    },
  };
}
