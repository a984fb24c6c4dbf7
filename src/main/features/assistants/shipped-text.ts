import type { Assistant } from '#shared/models/assistant.ts';

/** In the order in which they are shown. */
export const SHIPPED_NAMES = [
  'general',
  'tutor',
  'customer-reply',
  'story',
  'code-helper',
  'summariser',
  'tone-reader',
  'role-play',
  'translator',
] as const;
export type ShippedName = (typeof SHIPPED_NAMES)[number];

export interface ShippedText extends Pick<Assistant, 'name' | 'description' | 'openingMessage'> {
  /** null: the one of the settings. */
  readonly systemPrompt: string | null;
  readonly questions: readonly string[];
}
export type ShippedTexts = Readonly<Record<ShippedName, ShippedText>>;
