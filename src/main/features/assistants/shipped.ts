/**
 * The assistants that Inkstone ships. Their prompts are short, because a small model keeps to short ones only; the English ones were
 * tried on the starter model (docs/user/en/assistants.md says what it can do with each).
 */
import { assistantIdSchema } from '#shared/models/ids.ts';
import type { Assistant, AssistantContent } from '#shared/models/assistant.ts';
import type { ParameterOverrides } from '#shared/models/parameters.ts';
import type { ShownLanguage } from '#shared/models/settings.ts';
import { SHIPPED_TEXTS_EN } from './shipped-en.ts';
import { SHIPPED_NAMES } from './shipped-text.ts';
import type { ShippedName, ShippedTexts } from './shipped-text.ts';
import { SHIPPED_TEXTS_ZH } from './shipped-zh.ts';

interface Make extends Pick<AssistantContent, 'icon'> {
  /** Sampling that its task needs, over whatever the model is best asked with. */
  readonly sampling?: ParameterOverrides;
  readonly leadsTo?: AssistantContent['leadsTo'];
}

const MAKES: Readonly<Record<ShippedName, Make>> = {
  general: { icon: 'message-circle' },
  tutor: { icon: 'graduation-cap' },
  'customer-reply': { icon: 'mail', sampling: { temperature: 0.2 } },
  story: { icon: 'feather', sampling: { temperature: 0.5 } },
  'code-helper': { icon: 'code', sampling: { temperature: 0.2 } },
  summariser: { icon: 'list-checks', sampling: { temperature: 0.2 } },
  'tone-reader': { icon: 'heart', sampling: { temperature: 0 } },
  'role-play': { icon: 'drama', sampling: { temperature: 0.5 } },
  translator: { icon: 'languages', sampling: { temperature: 0.2 }, leadsTo: 'translate' },
};

const TEXTS: Readonly<Record<ShownLanguage, ShippedTexts>> = { en: SHIPPED_TEXTS_EN, 'zh-CN': SHIPPED_TEXTS_ZH };

export function shippedAssistants(language: ShownLanguage): Assistant[] {
  return SHIPPED_NAMES.map((id): Assistant => {
    const { icon, sampling, leadsTo = null } = MAKES[id];
    const { systemPrompt, questions, ...texts } = TEXTS[language][id];
    return {
      ...texts,
      id: assistantIdSchema.parse(id),
      icon,
      leadsTo,
      parameters: { ...(systemPrompt !== null && { systemPrompt }), ...sampling },
      modelId: null,
      questions: [...questions],
      origin: 'shipped',
      isChanged: false,
    };
  });
}
