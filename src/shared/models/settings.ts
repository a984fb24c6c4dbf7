/** Everything the user can set, with the value Inkstone ships. A setting applies at once. */
import * as z from 'zod';
import { globalShortcutsSchema, SHIPPED_SHORTCUTS } from './global-shortcut.ts';
import { parameterOverridesSchema } from './parameters.ts';
import { folderIdSchema, modelIdSchema } from './ids.ts';
import { languageTagSchema } from './language.ts';

export const uiLanguageSchema = z.enum(['system', 'en', 'zh-CN']);
/** What a window can show: `system` has been decided. */
export const shownLanguageSchema = uiLanguageSchema.exclude(['system']);
export type ShownLanguage = z.infer<typeof shownLanguageSchema>;
export const themeSchema = z.enum(['system', 'light', 'dark']);

export const settingsSchema = z.object({
  uiLanguage: uiLanguageSchema,
  theme: themeSchema,
  /** Text zoom in per cent. */
  textSize: z.int().min(80).max(200),
  density: z.enum(['comfortable', 'compact']),
  sendWith: z.enum(['enter', 'mod-enter']),
  /** The user's own sampling defaults; absent names use the shipped value. */
  parameters: parameterOverridesSchema,
  /** CPU threads for the engine; null measures at load. */
  threads: z.int().min(1).max(256).nullable(),
  /** Context window asked for, in tokens; clamped to what the model was trained for. */
  contextSize: z.int().min(256).max(1_048_576),
  useGpu: z.boolean(),
  /** Loaded at start. */
  modelId: modelIdSchema.nullable(),
  hasAutomaticTitles: z.boolean(),
  firstLanguage: languageTagSchema,
  /** Used when the text already is in the first language. */
  secondLanguage: languageTagSchema,
  /** Keys that reach Inkstone from any program; desktop host only. */
  globalShortcuts: globalShortcutsSchema,
  /** Desktop: starts hidden when the user logs in. */
  shouldStartAtLogin: z.boolean(),
  /** Desktop: closing the window keeps Inkstone in the tray. */
  shouldCloseToTray: z.boolean(),
  /** Desktop: a notification when an answer is ready and no window of Inkstone has the focus. */
  shouldNotify: z.boolean(),
  /** Desktop: the notification shows the beginning of the answer, not only the chat's title. */
  shouldQuoteAnswers: z.boolean(),
  /** Desktop: marks misspelled words where the system has a dictionary. */
  shouldCheckSpelling: z.boolean(),
  /** The network gate refuses every connection. */
  staysOffline: z.boolean(),
  sideBarWidth: z.int().min(200).max(480),
  isSideBarOpen: z.boolean(),
  /** Folders whose chats are shown in the list. */
  openFolderIds: z.array(folderIdSchema).max(10_000),
});
export type Settings = z.infer<typeof settingsSchema>;
export const settingsPatchSchema = settingsSchema.partial();
export type SettingsPatch = z.infer<typeof settingsPatchSchema>;

export const SHIPPED_SETTINGS: Settings = {
  uiLanguage: 'system',
  theme: 'system',
  textSize: 100,
  density: 'comfortable',
  sendWith: 'enter',
  parameters: {},
  threads: null,
  contextSize: 4_096,
  useGpu: true,
  modelId: null,
  hasAutomaticTitles: true,
  firstLanguage: 'en',
  secondLanguage: 'zh',
  globalShortcuts: [...SHIPPED_SHORTCUTS],
  shouldStartAtLogin: false,
  shouldCloseToTray: false,
  shouldNotify: true,
  shouldQuoteAnswers: false,
  shouldCheckSpelling: true,
  staysOffline: false,
  sideBarWidth: 264,
  isSideBarOpen: true,
  openFolderIds: [],
};
