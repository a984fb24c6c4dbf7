/** What menus, tray and notifications can make Inkstone do. One list, so that each action behaves the same wherever it is chosen. */
export interface ShellActions {
  /** Brings the main window to the front; `fragment` is a hash route, or empty to leave the page as it is. */
  go(fragment: string): void;
  showQuickAsk(): void;
  stopAll(): void;
  /** Larger (1), smaller (-1) or normal (0) text, through the setting, so that both hosts look the same. */
  zoom(step: 1 | -1 | 0): void;
  showShortcuts(): void;
  checkForUpdates(): void;
  openFolder(name: 'data' | 'logs' | 'crashes'): void;
  openNotices(): void;
  showAbout(): void;
  /** Ends Inkstone and starts it again as usual. */
  restart(): void;
  quit(): void;
}
