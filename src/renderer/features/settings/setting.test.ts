import { describe, expect, it } from 'vitest';
import { isFound } from './setting.ts';

const topP = { id: 'topP', title: 'Top-p', hint: 'Keeps the likeliest words' };

describe('isFound', () => {
  it('finds by title, explanation, section and the field’s own name, in any order', () => {
    expect(isFound('answers likeliest', 'Answers', topP)).toBe(true);
    expect(isFound('TOPP', 'Answers', topP)).toBe(true);
    expect(isFound('top font', 'Answers', topP)).toBe(false);
  });

  it('shows everything for an empty query', () => {
    expect(isFound('  ', 'Answers', topP)).toBe(true);
  });

  it('finds Chinese without spaces', () => {
    expect(isFound('主题', '通用', { id: 'theme', title: '主题', hint: '浅色或深色' })).toBe(true);
  });
});
