/**
 * Turns a history into the tokens the model was trained on. The only place where a GGUF's Jinja template runs; it is
 * hostile input, so it runs in the engine process, under the supervisor's watchdog.
 */
import type { ChatHistoryItem, ChatWrapper, LlamaModel, Token } from 'node-llama-cpp';
import { GeneralChatWrapper, JinjaTemplateChatWrapper } from 'node-llama-cpp';
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

/**
 * The file's own template, always. The library would put a look-alike in its place, which for SmolLM2 doubles the first
 * token and drops the default system prompt. Without a template it guesses one; a plain dialogue is the honest choice.
 */
const createWrapper = (template: string | null): ChatWrapper =>
  template === null
    ? new GeneralChatWrapper()
    : new JinjaTemplateChatWrapper({ template, functionCallMessageTemplate: 'noJinja', trimLeadingWhitespaceInResponses: false });

/** @throws AppError MODEL_TEMPLATE_BROKEN for a template that does not render a plain dialogue. */
export function createChatFormat(model: LlamaModel, template: string | null): ChatFormat {
  // A template that never asks for the role (DialoGPT's) would put a system prompt into the user's mouth.
  const hasRoles = template === null || /\brole\b/u.test(template);
  let wrapper: ChatWrapper;
  try {
    wrapper = createWrapper(template);
  } catch (cause) {
    throw new AppError('MODEL_TEMPLATE_BROKEN', {}, { cause });
  }
  const { bos, shouldPrependBosToken } = model.tokens;
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
        const tokens = contextText.tokenize(model.tokenizer);
        if (shouldPrependBosToken && bos !== null && tokens[0] !== bos) tokens.unshift(bos);
        return { tokens, stopTokens, stopTexts };
      } catch (cause) {
        throw new AppError('MODEL_TEMPLATE_BROKEN', {}, { cause });
      }
    },
  };
  format.render(
    [
      { role: 'user', text: 'Hello' },
      { role: 'assistant', text: 'Hi' },
      { role: 'user', text: 'Hello' },
    ],
    '',
  );
  return format;
}
