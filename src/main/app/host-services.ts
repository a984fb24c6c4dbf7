/** What a host gives the application. Everything a host lacks answers NOT_SUPPORTED_HERE, and the UI says so. */
import type { ShortcutReport } from '#shared/contract/app-contract.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { ThreadId } from '#shared/models/ids.ts';
import type { QuickRequest } from '#shared/models/global-shortcut.ts';
import type { Outcome } from '#main/inference/generation-hub.ts';
import { noSelection } from '#main/selection/selection-port.ts';
import type { SelectionPort } from '#main/selection/selection-port.ts';
import { noUpdates } from '#main/updates/update-port.ts';
import type { UpdatePort } from '#main/updates/update-port.ts';

export interface HostServices {
  readonly host: 'desktop' | 'browser';
  /** Checks the address, asks the user and opens it in the system's browser. */
  openLink(url: string): Promise<{ isOpened: boolean }>;
  /** The system's file dialog for a GGUF file; null: the user closed it. */
  chooseFile(): Promise<{ path: string } | null>;
  /** The system's dialog for saving a file; null: the user closed it, undefined: this host has none and the file is fetched. */
  chooseSaveTarget(suggestion: string): Promise<string | null | undefined>;
  /** Shows a folder in the file manager. */
  revealFolder(path: string): Promise<void>;
  closeQuickAsk(): Promise<void>;
  /** A pinned quick-ask window stays when it loses the focus. */
  pinQuickAsk(isPinned: boolean): Promise<void>;
  /** Brings the main window to the front with this thread. */
  showThread(threadId: string): Promise<void>;
  /** How the global shortcuts fare with the system. */
  shortcuts(): ShortcutReport;
  /** No shortcut acts while keys are recorded. */
  pauseShortcuts(isPaused: boolean): void;
  /** Gives what quick ask is to do, once. */
  takeQuickRequest(): QuickRequest | null;
  /** An answer of a chat has ended and is stored. */
  answered(threadId: ThreadId, outcome: Outcome): void;
  readonly selection: SelectionPort;
  readonly updates: UpdatePort;
}

const notHere = (): Promise<never> => Promise.reject(new AppError('NOT_SUPPORTED_HERE'));

/** The services of a host that has only what `own` says. */
export function createHostServices(host: HostServices['host'], own: Partial<Omit<HostServices, 'host'>> = {}): HostServices {
  return {
    openLink: notHere,
    chooseFile: notHere,
    chooseSaveTarget: () => Promise.resolve(undefined),
    revealFolder: notHere,
    closeQuickAsk: () => Promise.resolve(),
    pinQuickAsk: notHere,
    showThread: notHere,
    shortcuts: () => ({ states: [], isPortal: false, command: null }),
    pauseShortcuts: () => undefined,
    takeQuickRequest: () => null,
    answered: () => undefined,
    selection: noSelection,
    updates: noUpdates,
    ...own,
    host,
  };
}
