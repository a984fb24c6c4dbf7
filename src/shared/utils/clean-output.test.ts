import { describe, expect, it } from 'vitest';
import { cleanOutput, stripReasoning } from './clean-output.ts';

const source = 'the tap drips';
const result = 'The tap drips.';

describe('cleanOutput', () => {
  it.each([
    ['<think>Let me see.\n\nIt needs a capital.</think>\n\nThe tap drips.'],
    ['Let me see.</think>The tap drips.'],
    ['<thought>hm</thought>The tap drips.'],
    ['<|channel>thought\nhm<channel|>The tap drips.'],
    ['<|channel|>analysis<|message|>hm<|channel|>final<|message|>The tap drips.'],
    ['[THINK]hm[/THINK]The tap drips.'],
    ['Sure, here is the corrected text:\n\nThe tap drips.'],
    ["Sure! Here's the corrected version: The tap drips."],
    ['Here is the text with corrected grammar and punctuation:\n"The tap drips."'],
    ['Corrected: The tap drips.'],
    ['**Corrected text:** The tap drips.'],
    ['以下是修改后的文本：\nThe tap drips.'],
    ['好的，以下是校对后的文字：The tap drips.'],
    ['修改后：The tap drips.'],
    ['```\nThe tap drips.\n```'],
    ['```text\nThe tap drips.\n```'],
    ['“The tap drips.”'],
    ['<text>\nThe tap drips.\n</text>'],
    ['The tap drips.\n</text>\n\nI fixed it.'],
    ['The tap drips.\n\nLet me know if you need anything else!'],
    ['The tap drips.\n\nNote: I capitalised the first word.\nAnd added a full stop.'],
    ['The tap drips.\n\n修改说明：首字母大写。'],
  ])('finds the result in %j', (output) => {
    expect(cleanOutput(output, source)).toBe(result);
  });

  it('drops reasoning that was never closed, even if nothing is left', () => {
    expect(cleanOutput('<think>I should first', source)).toBe('');
  });

  it.each([
    ['"Wait," she said, and "go."', '"wait," she said, and "go."'],
    ['"The tap drips."', '"the tap drips"'],
    ['`npm start`', '`npm strat`'],
    ['Here is the text: look at it.', 'here is the text: look at it'],
    ['Note: the tap drips.', 'Note: the tap drip.'],
    ['Dear Ms Hall,\n\nNote: it drips.', 'Dear Ms Hall,\n\nNote: it drip.'],
    ['```js\nrun()\n```', '```js\nrun( )\n```'],
    ['The <text> element', 'the <text> element'],
    ['译文：你好', '译文：你号'],
  ])('keeps what the source has itself: %j', (output, from) => {
    expect(cleanOutput(output, from)).toBe(output);
  });

  it('does not take a reply that mentions a report for a preamble', () => {
    expect(cleanOutput('Here is what I think: it works.', 'Does it work?')).toBe('Here is what I think: it works.');
  });
});

describe('stripReasoning', () => {
  it('leaves an ordinary answer as it is', () => {
    expect(stripReasoning('Use `<b>` for bold.\n\n```\nx\n```')).toBe('Use `<b>` for bold.\n\n```\nx\n```');
  });
});
