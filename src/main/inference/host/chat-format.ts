/**
 * Turns a history into the tokens the model was trained on. The only place where a GGUF's Jinja template runs; it is
 * hostile input, so it runs in the engine process, under the supervisor's watchdog.
 */
import type { ChatHistoryItem, ChatWrapper, LlamaModel, Token } from 'node-llama-cpp';
import { GeneralChatWrapper, resolveChatWrapper } from 'node-llama-cpp';
import { AppError } from '#shared/errors/app-error.ts';
import type { ChatTurn } from '../engine.ts';

export interface RenderedPrompt {
  readonly tokens: readonly Token[];
  readonly stopTokens: ReadonlySet<Token>;
  readonly stopTexts: readonly string[];
}

export interface ChatFormat {
  /** The history, then the start of the answer, which `answerPrefix` begins. @throws AppError MODEL_TEMPLATE_BROKEN */
  render(history: readonly ChatTurn[], answerPrefix: string): RenderedPrompt;
}

const toItem = ({ role, text }: ChatTurn): ChatHistoryItem => {
  if (role === 'system') return { type: 'system', text };
  return role === 'user' ? { type: 'user', text } : { type: 'model', response: [text] };
};

function createWrapper(model: LlamaModel, template: string | null): ChatWrapper {
  // Without a template the library guesses from the begin-of-text token; a plain dialogue is the honest choice.
  if (template === null) return new GeneralChatWrapper();
  return resolveChatWrapper(model, {
    warningLogs: false,
    fallbackToOtherWrappersOnJinjaError: false,
    customWrapperSettings: { jinjaTemplate: { trimLeadingWhitespaceInResponses: false } },
  });
}

/** @throws AppError MODEL_TEMPLATE_BROKEN for a template that does not render a plain dialogue. */
export function createChatFormat(model: LlamaModel, template: string | null): ChatFormat {
  // A template that never asks for the role (DialoGPT's) would put a system prompt into the user's mouth.
  const hasRoles = template === null || /\brole\b/u.test(template);
  let wrapper: ChatWrapper;
  try {
    wrapper = createWrapper(model, template);
  } catch (cause) {
    throw new AppError('MODEL_TEMPLATE_BROKEN', {}, { cause });
  }
  const format: ChatFormat = {
    render(history, answerPrefix) {
      const items = history.filter(({ role }) => hasRoles || role !== 'system').map(toItem);
      const chatHistory: ChatHistoryItem[] = [...items, { type: 'model', response: answerPrefix === '' ? [] : [answerPrefix] }];
      try {
        const { contextText, stopGenerationTriggers } = wrapper.generateContextState({ chatHistory });
        const triggers = stopGenerationTriggers.map((trigger) => trigger.tokenize(model.tokenizer));
        const stopTokens = new Set<Token>();
        const stopTexts: string[] = [];
        for (const trigger of triggers) {
          const [first] = trigger;
          if (first === undefined) continue;
          const text = model.detokenize(trigger, true);
          if (model.isSpecialToken(first)) stopTokens.add(first);
          else if (text.trim() !== '') stopTexts.push(text);
        }
        return { tokens: contextText.tokenize(model.tokenizer), stopTokens, stopTexts };
      } catch (cause) {
        throw new AppError('MODEL_TEMPLATE_BROKEN', {}, { cause });
      }
    },
  };
  format.render([{ role: 'user', text: 'Hello' }, { role: 'assistant', text: 'Hi' }, { role: 'user', text: 'Hello' }], '');
  return format;
}
