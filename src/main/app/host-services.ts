/** What a host gives the application. Everything a host lacks answers NOT_SUPPORTED_HERE, and the UI says so. */
import { AppError } from '#shared/errors/app-error.ts';

export interface HostServices {
  readonly host: 'desktop' | 'browser';
  /** Checks the address, asks the user and opens it in the system's browser. */
  openLink(url: string): Promise<{ isOpened: boolean }>;
  /** The system's file dialog for a GGUF file; null: the user closed it. */
  chooseFile(): Promise<{ path: string } | null>;
  /** Shows a folder in the file manager. */
  revealFolder(path: string): Promise<void>;
  closeQuickAsk(): Promise<void>;
  /** Brings the main window to the front with this thread. */
  showThread(threadId: string): Promise<void>;
  /** The shortcut that is registered now, or null. */
  quickAskShortcut(): string | null;
}

const notHere = (): Promise<never> => Promise.reject(new AppError('NOT_SUPPORTED_HERE'));

/** The services of a host that has only what `own` says. */
export function createHostServices(host: HostServices['host'], own: Partial<Omit<HostServices, 'host'>> = {}): HostServices {
  return {
    openLink: notHere,
    chooseFile: notHere,
    revealFolder: notHere,
    closeQuickAsk: () => Promise.resolve(),
    showThread: notHere,
    quickAskShortcut: () => null,
    ...own,
    host,
  };
}
