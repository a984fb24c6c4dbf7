/** Keys that reach Inkstone from any program, what each does, and how each fares with the system. */
import * as z from 'zod';

export const MOST_OWN_COMMANDS = 12;
const SHIPPED_KINDS = ['quick-ask', 'translate-selection', 'proofread-selection'] as const;

/** What the user calls a command of their own, and what the model is told to do with the selected text. */
export const ownCommandSchema = z.object({ name: z.string().trim().min(1).max(60), instruction: z.string().trim().min(1).max(2_000) });
export type OwnCommand = z.infer<typeof ownCommandSchema>;

const shipped = <const Kind extends string>(kind: Kind) => z.object({ kind: z.literal(kind) });
export const shortcutActionSchema = z.discriminatedUnion('kind', [
  shipped('quick-ask'),
  shipped('translate-selection'),
  shipped('proofread-selection'),
  ownCommandSchema.extend({ kind: z.literal('own') }),
]);
export type ShortcutAction = z.infer<typeof shortcutActionSchema>;

export const globalShortcutSchema = z.object({
  id: z.string().min(1).max(40),
  action: shortcutActionSchema,
  /** In Electron's words; empty: off. */
  accelerator: z.string().max(100),
});
export type GlobalShortcut = z.infer<typeof globalShortcutSchema>;

/** Each of the three that ship, whose id is its kind, exactly once; then the user's own. */
export const globalShortcutsSchema = z
  .array(globalShortcutSchema)
  .max(3 + MOST_OWN_COMMANDS)
  .refine((list) => new Set(list.map(({ id }) => id)).size === list.length)
  .refine((list) => list.filter(({ action }) => action.kind !== 'own').length === 3)
  .refine((list) => list.every(({ id, action }) => (action.kind === 'own') === !SHIPPED_KINDS.some((kind) => kind === id)))
  .refine((list) => list.every(({ id, action }) => action.kind === 'own' || action.kind === id));

/** ADR 11: the default that collides with least. */
export const SHIPPED_SHORTCUTS: readonly GlobalShortcut[] = SHIPPED_KINDS.map((kind) => ({
  id: kind,
  action: { kind },
  accelerator: kind === 'quick-ask' ? 'Alt+Shift+Space' : '',
}));

/**
 * `registered`: the system gave it to us; `asked`: it was asked, but its own settings decide (Wayland's portal); `taken`: it
 * refused, another program has it; `invalid`: no keys it could give; `duplicate`: an earlier one of ours has it; `off`: no keys.
 */
export const shortcutStateSchema = z.object({
  id: z.string(),
  accelerator: z.string(),
  state: z.enum(['registered', 'asked', 'taken', 'invalid', 'duplicate', 'off']),
  /** Only for `duplicate`. */
  duplicateOf: z.string().nullable(),
});
export type ShortcutState = z.infer<typeof shortcutStateSchema>;

/**
 * What quick ask is to do as soon as it is shown: a command on the selected text, or a text of a link that fills the box
 * and waits for the user.
 */
export const quickRequestSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('command'), command: z.enum(['translate', 'proofread']) }),
  ownCommandSchema.extend({ kind: z.literal('own') }),
  z.object({ kind: z.literal('text'), text: z.string().max(8_000) }),
]);
export type QuickRequest = z.infer<typeof quickRequestSchema>;
