/** The text of other programs: what is selected there, and giving an answer back. Only the desktop host can do it. */
import * as z from 'zod';
import { procedure } from './base.ts';

/** Why there is no more than there is. `host`: a browser page; `wayland`, `permission`, `tool`: the desktop does not let us; `none`: nothing is in the way. */
export const captureLimitSchema = z.enum(['none', 'host', 'wayland', 'permission', 'tool']);

export const captureSchema = z.object({
  captureId: z.uuid(),
  /** What is selected; empty when nothing is or nothing can be read. */
  selection: z.string().max(1_000_000),
  /** Whose it is: the program's that was in front; another's, often from long ago; `unknown`: this desktop could not say. */
  selectionIn: z.enum(['front', 'other', 'unknown']),
  /** Text on the clipboard; empty when there is none. */
  clipboard: z.string().max(1_000_000),
  limit: captureLimitSchema,
  /** An answer can be given back to that program. */
  canReplace: z.boolean(),
});
export type Capture = z.infer<typeof captureSchema>;

const pasteReasonSchema = z.enum(['none', 'focus-moved', 'wayland', 'permission', 'tool', 'expired']);

/**
 * `taken`: the target asked for the text after the paste keys, which is all that can be known; `sent`: the keys were sent, nothing more is
 * known; `copied`: not pasted, the text is on the clipboard for the user to paste.
 */
export const pasteOutcomeSchema = z.object({
  pasteId: z.uuid(),
  state: z.enum(['taken', 'sent', 'copied']),
  /** Why it was only copied. */
  reason: pasteReasonSchema,
  canUndo: z.boolean(),
});
export type PasteOutcome = z.infer<typeof pasteOutcomeSchema>;

/** `sent`: the undo keys went to the window that took the text; `not-sent`: nothing was pressed, so the text stands as it was pasted. */
export const undoOutcomeSchema = z.object({
  pasteId: z.uuid(),
  state: z.enum(['sent', 'not-sent']),
  /** Why nothing was pressed. */
  reason: pasteReasonSchema.extract(['none', 'focus-moved', 'permission', 'tool', 'expired']),
  /** Whether it can be tried again. */
  canUndo: z.boolean(),
});
export type UndoOutcome = z.infer<typeof undoOutcomeSchema>;

export const selfTestItemSchema = z.object({
  name: z.enum(['shortcut', 'capture', 'paste', 'permissions', 'tray', 'notifications', 'gpu']),
  state: z.enum(['pass', 'fail', 'unknown']),
  /** Names the sentence that says what was seen and what to do (`selfTest.reason.*`). */
  reason: z.string().max(60),
});
export type SelfTestItem = z.infer<typeof selfTestItemSchema>;

export const selectionContract = {
  /** The newest capture, taken before the quick-ask window was shown. Browser host: empty, `limit: host`. */
  latest: procedure.output(captureSchema),
  /** @throws NOT_SUPPORTED_HERE in the browser host */
  giveBack: procedure
    .input(z.object({ captureId: z.uuid(), text: z.string().min(1).max(1_000_000), mode: z.enum(['replace', 'insert-below']) }))
    .output(pasteOutcomeSchema),
  /** Sends the target's undo, only while it is in front. The clipboard is not touched. */
  undo: procedure.input(z.object({ pasteId: z.uuid() })).output(undoOutcomeSchema),
  /**
   * Has the system ask the user for what reading and pasting need (macOS: Accessibility, and Inkstone comes into its list); nothing
   * where there is nothing to ask for. Only for a button that says so. @throws NOT_SUPPORTED_HERE in the browser host
   */
  askPermission: procedure.output(z.void()),
  /** Tries each part of the desktop for real; takes up to some seconds. @throws NOT_SUPPORTED_HERE in the browser host */
  selfTest: procedure.output(z.object({ desktop: z.string(), items: z.array(selfTestItemSchema) })),
};
