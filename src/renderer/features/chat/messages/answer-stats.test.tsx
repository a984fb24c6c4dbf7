import { render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import type { GenerationStats } from '#shared/models/generation.ts';
import { i18n } from '../../../lib/i18n.ts';
import { AnswerStats } from './answer-stats.tsx';

const stats: GenerationStats = {
  tokensRead: 1_013,
  tokensReused: 700,
  tokensWritten: 213,
  tokensPerSecond: 41.2,
  firstTokenMs: 210,
  durationMs: 5_400,
  contextTokens: 1_926,
  contextSize: 8_192,
  seed: 4_711,
  modelName: 'Qwen3 4B',
  meanLogProb: null,
  perplexity: null,
};
afterEach(() => i18n.changeLanguage('en'));

const figures = (): (string | null)[][] =>
  [...screen.getByRole('dialog').querySelectorAll('dl > div')].map(({ children }) => [...children].map(({ textContent }) => textContent));

// Catches: seed, model and what was read, which only a resting mouse could bring up.
test('the keyboard opens what is known of the answer, and Escape gives the focus back to the line', async () => {
  render(<AnswerStats stats={stats} />);
  const line = (): HTMLElement => screen.getByRole('button', { name: '41 tok/s · first token 0.2 s · 213 tokens' });
  expect(line()).toHaveAttribute('title', 'Qwen3 4B · 1,013 tokens read, 700 reused · seed 4711');
  await userEvent.tab();
  expect(line()).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  expect(await screen.findByRole('dialog', { name: 'How this was written' })).toBeVisible();
  expect(figures()).toEqual([
    ['Model', 'Qwen3 4B'],
    ['Seed', '4711'],
    ['Tokens read', '1,013'],
    ['Tokens reused', '700'],
    ['Tokens written', '213'],
    ['Speed', '41 tok/s'],
    ['First token after', '0.2 s'],
    ['Duration', '5.4 s'],
    ['Context used', '1,926 of 8,192 tokens'],
  ]);
  await userEvent.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await waitFor(() => expect(line()).toHaveFocus());
  await userEvent.keyboard('{Enter}');
  expect(await screen.findByRole('dialog')).toBeVisible();
});

test('in Chinese, and without what was not measured', async () => {
  await i18n.changeLanguage('zh-CN');
  render(<AnswerStats stats={{ ...stats, tokensPerSecond: 0, firstTokenMs: null }} />);
  await userEvent.click(screen.getByRole('button', { name: '213 个词元' }));
  expect(await screen.findByRole('dialog', { name: '这个回答是怎么写出来的' })).toBeVisible();
  expect(figures().map(([name, value]) => `${name}：${value}`)).toEqual([
    '模型：Qwen3 4B',
    '种子：4711',
    '读取的词元：1,013',
    '复用的词元：700',
    '写出的词元：213',
    '总用时：5.4 秒',
    '占用的上下文：1,926 / 8,192 个词元',
  ]);
});
