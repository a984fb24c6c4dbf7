/**
 * Tells an edit from an answer: small models like to reply to a text instead of editing it. Cautious on purpose, since
 * a rewrite may share few words with its source: a low overlap counts only together with a sign of a reply.
 */
import type { WritingCommand } from '#shared/contract/writing-contract.ts';

const ASSISTANT =
  /\b(?:as an ai|i(?:'|’)?m an ai|(?:large )?language model|i am an ai|as a (?:helpful )?assistant)\b|作为(?:一个|一名)?(?:AI|人工智能|语言模型)|我是(?:一个)?(?:AI|人工智能)/i;
const REPLY_OPENING =
  /^(?:sure|certainly|of course|absolutely|yes\b|no[,.]|i(?:'|’)?m sorry|i am sorry|sorry|unfortunately|thank you for|thanks for|great question|good question|hello!? how can|hi!? how can|i can(?:not|'t|’t)? help|i(?:'|’)?d be happy|i would be happy|it seems|it sounds like|the answer is|to answer)|^(?:当然|好的|好呀|可以的|没问题|抱歉|对不起|很抱歉|是的|不是的|感谢您的|谢谢您的|您好[！!]?(?:很高兴|请问有什么)|这个问题|答案是|根据您)/i;
const WH_ENGLISH = /\b(?:what|who|whom|whose|when|where|why|how|which)\b/gi;
const WH_CHINESE = /什么|谁|哪|怎么|怎样|如何|为什么|为何|多少|几|何时/g;
const KEEPS_WORDS: ReadonlySet<WritingCommand> = new Set<WritingCommand>(['proofread']);

function marksOf(text: string): string[] {
  return text.toLowerCase().match(/\p{Script=Han}|[\p{L}\p{N}]+/gu) ?? [];
}

/** Part of the smaller text's words that the other has too, 0…1. */
export function wordOverlap(a: string, b: string): number {
  const [left, right] = [marksOf(a), marksOf(b)];
  if (left.length === 0 || right.length === 0) return 0;
  const counts = new Map<string, number>();
  for (const mark of right) counts.set(mark, (counts.get(mark) ?? 0) + 1);
  let shared = 0;
  for (const mark of left) {
    const count = counts.get(mark) ?? 0;
    if (count === 0) continue;
    counts.set(mark, count - 1);
    shared += 1;
  }
  return shared / Math.min(left.length, right.length);
}

/** A text made of one open question ("What …?"), whose question word and mark the result no longer has. */
function lostQuestion(source: string, result: string): boolean {
  const text = source.trim();
  const openings = [...(text.match(WH_ENGLISH) ?? []), ...(text.match(WH_CHINESE) ?? [])];
  const isShort = text.length < 300 && text.split(/[.!。！\n]/).filter((part) => part.trim() !== '').length <= 1;
  if (!isShort || openings.length === 0 || !/[?？]\s*["”]?$/.test(text)) return false;
  const lower = result.toLowerCase();
  return !/[?？]/.test(result) && openings.every((word) => !lower.includes(word.toLowerCase()));
}

/** Whether `result` answers `source` although `command` asked for an edit of it. */
export function isAnswerTo(source: string, result: string, command: WritingCommand): boolean {
  if (ASSISTANT.test(result) && !ASSISTANT.test(source)) return true;
  if (command === 'custom') return false;
  if (lostQuestion(source, result)) return true;
  const overlap = wordOverlap(source, result);
  const hasReplyOpening = REPLY_OPENING.test(result) && !REPLY_OPENING.test(source.trim());
  const isSwollen = result.length > 3 * source.length + 40;
  if (hasReplyOpening) return overlap < 0.6;
  if (KEEPS_WORDS.has(command)) return overlap < (isSwollen ? 0.6 : 0.3);
  return isSwollen && overlap < 0.4;
}
