/** The only place that makes a window. Callers choose its looks; its web preferences are not theirs to choose. */
import type { BrowserWindow, BrowserWindowConstructorOptions } from 'electron';
import { makeWebPreferences } from './web-preferences.ts';

export type WindowLooks = Omit<BrowserWindowConstructorOptions, 'webPreferences' | 'parent' | 'modal'>;
export type WindowFactory = (looks: WindowLooks) => BrowserWindow;

export interface WindowFactoryOptions {
  readonly BrowserWindow: new (options: BrowserWindowConstructorOptions) => BrowserWindow;
  readonly preload: string;
  readonly isPackaged: boolean;
}

/** Windows are made hidden and shown once they have something to show. */
export function createWindowFactory(options: WindowFactoryOptions): WindowFactory {
  const webPreferences = makeWebPreferences(options.preload, options.isPackaged);
  return (looks) => new options.BrowserWindow({ ...looks, show: false, webPreferences });
}
