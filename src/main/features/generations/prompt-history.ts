/** The active path as the turns a chat template takes. */
import type { Message } from '#shared/models/message.ts';
import type { ChatTurn } from '#main/inference/engine.ts';

/**
 * The system prompt when there is one, then the path as it is. An answer without text is left out, and user turns that
 * thereby meet become one: many templates refuse two turns of the same role.
 */
export function toHistory(systemPrompt: string, path: readonly Pick<Message, 'role' | 'text'>[]): ChatTurn[] {
  const turns: ChatTurn[] = systemPrompt.trim() === '' ? [] : [{ role: 'system', text: systemPrompt }];
  for (const { role, text } of path) {
    if (role === 'assistant' && text === '') continue;
    const last = turns.at(-1);
    if (last?.role === role) turns[turns.length - 1] = { role, text: `${last.text}\n\n${text}` };
    else turns.push({ role, text });
  }
  return turns;
}
