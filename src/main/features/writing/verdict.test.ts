import { describe, expect, it } from 'vitest';
import type { WritingCommand } from '#shared/contract/writing-contract.ts';
import { isAnswerTo } from './verdict.ts';

const answers: readonly (readonly [WritingCommand, string, string])[] = [
  ['proofread', 'What is the capital of France?', 'The capital of France is Paris.'],
  ['proofread', 'can you help me with my homework', 'Of course! I would be glad to help. What subject is it?'],
  ['rewrite', 'Where do I find the nearest station?', 'The nearest station is two streets away.'],
  ['friendly', 'My landlord does not answer my mails.', "I'm sorry to hear that. Have you tried calling him?"],
  ['proofread', 'write me a poem about fog', 'Soft grey curtains drift and fall, over harbour, roof and wall, silent as a folded call.'],
  ['professional', '法国的首都是哪里？', '法国的首都是巴黎。'],
  ['concise', '请问你是谁？', '我是一个人工智能助手。'],
  ['rewrite', '能帮我看看这段代码吗', '当然，请把代码发给我。'],
  ['custom', 'Fix this', 'As an AI language model, I cannot see what to fix.'],
];
const edits: readonly (readonly [WritingCommand, string, string])[] = [
  ['proofread', 'the water have damaged the cupboard', 'The water has damaged the cupboard.'],
  ['proofread', 'Where is the station', 'Where is the station?'],
  ['proofread', 'What is the capitol of France?', 'What is the capital of France?'],
  ['concise', 'Could you please be so kind as to send me the file?', 'Please send me the file.'],
  ['professional', 'hey, when do I get my money back?', 'Could you please let me know when I can expect my refund?'],
  ['friendly', 'Send it.', 'Could you send it over when you have a moment? Thanks!'],
  ['proofread', 'Sure I can help you with that', 'Sure, I can help you with that.'],
  ['rewrite', '我因该去那里报名？', '请问我应该去哪里报名？'],
  ['professional', '喂，我的钱什么时候退？', '您好，请问我的退款预计何时到账？'],
  ['proofread', '请帮我看看这段文字', '请帮我看看这段文字。'],
  ['custom', 'Good morning', 'Guten Morgen'],
];

describe('isAnswerTo', () => {
  it.each(answers)('calls a reply an answer (%s: %s)', (command, source, result) => {
    expect(isAnswerTo(source, result, command)).toBe(true);
  });

  it.each(edits)('leaves an honest edit alone (%s: %s)', (command, source, result) => {
    expect(isAnswerTo(source, result, command)).toBe(false);
  });
});
