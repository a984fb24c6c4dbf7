/** All that the desktop host puts into the page, and the two channel names that main and the preload share. */

export interface InkstoneBridge {
  /**
   * Asks main for a fresh message port. It arrives as a `message` event on the window whose `data` is `PORT_MESSAGE`, whose
   * `source` is the window itself and whose `ports` holds exactly one port. A port given before is closed.
   */
  connect(): void;
  /** Where a file lies that the user dropped or chose; the empty text for one that the page made up. */
  pathOf(file: object): string;
}

/** Page → main, without arguments. */
export const CONNECT_CHANNEL = 'inkstone:connect';
/** Main → preload → page, with one port. */
export const PORT_MESSAGE = 'inkstone-port';
