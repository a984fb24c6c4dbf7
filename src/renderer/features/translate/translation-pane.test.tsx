import { render, screen } from '@testing-library/react';
import { beforeAll, describe, expect, it } from 'vitest';
import { generationIdSchema } from '#shared/models/ids.ts';
import type { Ability } from '#shared/models/model.ts';
import { NOTHING_YET } from '../../lib/generation/generation-store.ts';
import { i18n } from '../../lib/i18n.ts';
import type { TranslationPaneProps } from './translation-pane.tsx';
import { TranslationPane } from './translation-pane.tsx';
import { pairFor } from './use-language-pair.ts';

beforeAll(async () => {
  await i18n.changeLanguage('en');
});

const generationId = generationIdSchema.parse('7f0c1f0e-3c5c-4b7e-9d43-0f3f4d0a6a11');
const runWith = (ability: Ability, state: 'running' | 'done', text: string): TranslationPaneProps['run'] => ({
  state,
  input: { text: '你好', from: 'zh', to: 'en', modelName: 'Tiny' },
  started: { generationId, from: 'zh', to: 'en', ability },
  live: { ...NOTHING_YET, text, phase: 'writing', isOver: state === 'done', stopReason: state === 'done' ? 'end' : null },
  result: state === 'done' ? { text, issues: [], ability } : null,
  error: null,
});
const show = (run: TranslationPaneProps['run']) =>
  render(<TranslationPane run={run} cannot={false} isOutdated={false} onRetry={() => undefined} />);

describe('TranslationPane', () => {
  it('streams into the Translation box, without the model’s reasoning', () => {
    show(runWith('good', 'running', '<think>hm</think>Hello'));
    expect(screen.getByRole('textbox', { name: 'Translation' })).toHaveValue('Hello');
  });

  it.each(['running', 'done'] as const)('never puts the output of a model that cannot translate into the Translation box (%s)', (state) => {
    show(runWith('none', state, 'Nonsense'));
    expect(screen.getByRole('textbox', { name: 'Translation' })).toHaveValue('');
    expect(screen.getByRole('region', { name: 'Model output, not a translation' })).toHaveTextContent('Nonsense');
  });

  it('says that nothing came instead of showing an empty box', () => {
    show(runWith('good', 'done', ''));
    expect(screen.getByText(/ended without writing a translation/)).toBeInTheDocument();
  });
});

describe('pairFor', () => {
  const settings = { firstLanguage: 'en', secondLanguage: 'zh' } as const;
  const open = { from: null, to: null };

  it('follows the detected language until the user picks one', () => {
    expect(pairFor(open, { language: 'fr', confidence: 1 }, settings)).toEqual({ source: 'fr', to: 'en', instead: null });
    expect(pairFor(open, { language: 'en', confidence: 1 }, settings)).toEqual({ source: 'en', to: 'zh', instead: null });
    expect(pairFor({ from: 'de', to: 'fr' }, { language: 'en', confidence: 1 }, settings)).toEqual({
      source: 'de',
      to: 'fr',
      instead: null,
    });
  });

  it('offers another target when the text already is in the one that was picked', () => {
    expect(pairFor({ from: null, to: 'en' }, { language: 'en', confidence: 1 }, settings)).toEqual({
      source: 'en',
      to: 'en',
      instead: 'zh',
    });
  });
});
