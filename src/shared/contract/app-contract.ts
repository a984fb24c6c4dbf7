import { eventIterator } from '@orpc/contract';
import * as z from 'zod';
import { quickRequestSchema, shortcutStateSchema } from '../models/global-shortcut.ts';
import { procedure } from './base.ts';

export const appInfoSchema = z.object({
  version: z.string(),
  host: z.enum(['desktop', 'browser']),
  platform: z.enum(['darwin', 'win32', 'linux']),
  /** Shown to the user, who may want to open it; the only path on the wire. */
  dataFolder: z.string(),
  dataBytes: z.int(),
  isReadOnly: z.boolean(),
  /** No copy of the library could be made before this version opened it for the first time. */
  isBackupMissing: z.boolean(),
  systemLanguage: z.string(),
});

export const shortcutReportSchema = z.object({
  /** One for each of the settings' shortcuts, in their order; none in the browser host. */
  states: z.array(shortcutStateSchema),
  /** On Wayland the desktop assigns the keys. */
  isPortal: z.boolean(),
  /** Opens quick ask when the desktop runs it for a shortcut of its own; null in the browser host. */
  command: z.string().nullable(),
});
export type ShortcutReport = z.infer<typeof shortcutReportSchema>;

/** What became stale. `threadId` narrows `thread` and `messages`; null means all of them. */
export const changeSchema = z.object({
  seq: z.int(),
  topic: z.enum(['threads', 'messages', 'settings', 'models', 'generations', 'shortcuts', 'assistants', 'quickRequest', 'updates', 'view']),
  threadId: z.string().nullable(),
  /** Only for `view`: another process asked this instance to show a view. */
  view: z.enum(['chat', 'quick-ask', 'write', 'translate']).nullable(),
});
export type Change = z.infer<typeof changeSchema>;

export const appContract = {
  getInfo: procedure.output(appInfoSchema),
  /** Ends only when the viewer goes away. */
  watchChanges: procedure.output(eventIterator(changeSchema)),
  /** Desktop host only: main checks the address, asks the user and opens it. @throws NOT_SUPPORTED_HERE in the browser host. */
  openLink: procedure.input(z.object({ url: z.string().max(2_048) })).output(z.object({ isOpened: z.boolean() })),
  /** Desktop: hides the quick-ask window. Browser host: does nothing. */
  closeQuickAsk: procedure.output(z.void()),
  /** How each global shortcut fares with the system. */
  getShortcuts: procedure.output(shortcutReportSchema),
  /** While keys are being recorded the shortcuts must not act. Ends by itself after half a minute. */
  pauseShortcuts: procedure.input(z.object({ isPaused: z.boolean() })).output(z.void()),
  /** What quick ask is to do now; given out once. The change topic `quickRequest` says that there is one. */
  takeQuickRequest: procedure.output(quickRequestSchema.nullable()),
  /** Shows a thread in the main window. */
  showThread: procedure.input(z.object({ threadId: z.string() })).output(z.void()),
  /** A renderer failure, for the log. */
  reportProblem: procedure.input(z.object({ message: z.string().max(4_000), stack: z.string().max(16_000) })).output(z.void()),
};
