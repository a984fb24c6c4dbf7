/** The views that are not the first screen: their script comes apart from the first. scripts/test/bundle-size.ts holds the build to it. */
import { onDemand } from '../lib/on-demand.tsx';

export const QuickAskView = onDemand(async () => (await import('../features/quick-ask/quick-ask-view.tsx')).QuickAskView);
export const WriteView = onDemand(async () => (await import('../features/write/write-view.tsx')).WriteView);
export const TranslateView = onDemand(async () => (await import('../features/translate/translate-view.tsx')).TranslateView);
export const PlaygroundView = onDemand(async () => (await import('../features/chat/playground/playground-view.tsx')).PlaygroundView);
export const ModelsView = onDemand(async () => (await import('../features/models/models-view.tsx')).ModelsView);
export const SettingsView = onDemand(async () => (await import('../features/settings/settings-view.tsx')).SettingsView);
export const AssistantsView = onDemand(async () => (await import('../features/assistants/assistants-view.tsx')).AssistantsView);
export const SelfTestView = onDemand(async () => (await import('../features/self-test/self-test-view.tsx')).SelfTestView);
