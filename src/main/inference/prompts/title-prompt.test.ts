import { expect, test } from 'vitest';
import { cleanTitle, MAX_TITLE_LENGTH, titleFromText, titlePrompt } from './title-prompt.ts';

test.each([
  ['"The Capital of France"', 'The Capital of France'],
  ['**Title:** Paris in spring.', 'Paris in spring'],
  ['<think>The user wants\na title</think>\n\n# Holiday plans', 'Holiday plans'],
  ['<think>never ends', ''],
  ['标题：《巴黎的春天》。', '巴黎的春天'],
  ['“法国的首都”', '法国的首都'],
  ['\n\n- Budget 2026\nand more', 'Budget 2026'],
  ['...', ''],
  ['Wait...', 'Wait...'],
  ['a   b\tc', 'a b c'],
])('cleanTitle(%j) is %j', (text, title) => {
  expect(cleanTitle(text)).toBe(title);
});

test('a long title is cut at a word, never inside a character, and never above the limit', () => {
  const long = cleanTitle('word '.repeat(40));
  expect(long.endsWith('word…')).toBe(true);
  expect([...long].length).toBeLessThanOrEqual(MAX_TITLE_LENGTH);
  expect([...cleanTitle('😀'.repeat(30) + '字'.repeat(90))].length).toBe(MAX_TITLE_LENGTH);
});

test('the first words of a text name the thread where no model can', () => {
  expect(titleFromText('\n  How do   I\nboil an egg?')).toBe('How do I');
  expect(titleFromText('   ')).toBe('');
});

test('the prompt stays short whatever was said', () => {
  const prompt = titlePrompt('x'.repeat(100_000), 'y'.repeat(100_000));
  expect(JSON.stringify(prompt).length).toBeLessThan(1_800);
});
