/** What a key means in the composer. Never anything while an input method composes: its Enter belongs to the candidate list. */
import type { Settings } from '#shared/models/settings.ts';

export interface ComposerKey {
  readonly key: string;
  readonly keyCode: number;
  readonly isComposing: boolean;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

export interface ComposerState {
  readonly sendWith: Settings['sendWith'];
  readonly isEmpty: boolean;
  readonly isWriting: boolean;
}

export type ComposerAction = 'send' | 'editLast' | 'stop';

/** Some browsers report the Enter that ends a composition as key code 229 only. */
const COMPOSING_KEY_CODE = 229;

export function composerAction(event: ComposerKey, { sendWith, isEmpty, isWriting }: ComposerState): ComposerAction | null {
  if (event.isComposing || event.keyCode === COMPOSING_KEY_CODE) return null;
  const hasMod = event.ctrlKey || event.metaKey;
  if (event.key === 'Enter' && !event.shiftKey && !event.altKey) return sendWith === 'enter' || hasMod ? 'send' : null;
  if (event.key === 'ArrowUp' && isEmpty && !hasMod && !event.shiftKey && !event.altKey) return 'editLast';
  if (event.key === 'Escape' && isWriting) return 'stop';
  return null;
}
