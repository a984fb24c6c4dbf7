/** The languages Write and Translate name to the user: those the language detector can tell apart. */
import * as z from 'zod';

export const LANGUAGE_TAGS = ['en', 'zh', 'ja', 'ko', 'fr', 'de', 'es', 'pt', 'it', 'nl', 'pl', 'ru', 'tr', 'ar', 'vi'] as const;
export const languageTagSchema = z.enum(LANGUAGE_TAGS);
export type LanguageTag = z.infer<typeof languageTagSchema>;

/** `confidence` 0…1; below 0.5 the UI asks instead of claiming. `language` is null for text with no words. */
export const detectedLanguageSchema = z.object({ language: languageTagSchema.nullable(), confidence: z.number() });
export type DetectedLanguage = z.infer<typeof detectedLanguageSchema>;
