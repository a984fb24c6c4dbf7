import { describe, expect, it } from 'vitest';
import { modelSchema } from '#shared/models/model.ts';
import type { Ability } from '#shared/models/model.ts';
import { resolvePair } from '#shared/utils/language-pair.ts';
import { translationAbility } from './ability.ts';

const model = (translation: Ability, languages: string[], kind = 'chat') =>
  modelSchema.parse({
    id: '7f0c1f0e-3c5c-4b7e-9d43-0f3f4d0a6a11',
    name: 'M',
    fileName: 'm.gguf',
    kind,
    architecture: 'llama',
    sizeBytes: 1,
    parameterCount: null,
    quantisation: null,
    trainedContext: 512,
    languages,
    abilities: { writing: 'good', translation, code: 'none' },
    licence: null,
    parameters: {},
    origin: 'file',
    isMissing: false,
    isQuarantined: false,
    lastUsedAt: null,
  });

describe('translationAbility', () => {
  it('is none when the model was not taught one of the languages', () => {
    expect(translationAbility(model('good', ['en', 'fr']), 'en', 'zh')).toBe('none');
    expect(translationAbility(model('good', ['en', 'zh-Hans']), 'en', 'zh')).toBe('good');
    expect(translationAbility(model('weak', ['en']), null, 'en')).toBe('weak');
  });

  it('is what is known of the model when its languages are not', () => {
    expect([translationAbility(model('unknown', []), 'en', 'zh'), translationAbility(model('none', ['en', 'zh']), 'en', 'zh')]).toEqual([
      'unknown',
      'none',
    ]);
    expect(translationAbility(model('good', [], 'embedding'), 'en', 'zh')).toBe('none');
  });
});

describe('resolvePair', () => {
  const settings = { firstLanguage: 'en', secondLanguage: 'zh' } as const;

  it('translates into the first language, or into the second when the text is in the first', () => {
    expect([resolvePair('fr', null, settings).to, resolvePair('en', null, settings).to]).toEqual(['en', 'zh']);
  });

  it('never guesses a source that is the target', () => {
    expect([resolvePair(null, null, settings), resolvePair(null, 'zh', settings), resolvePair(null, 'de', settings)]).toEqual([
      { from: 'zh', to: 'en' },
      { from: 'en', to: 'zh' },
      { from: 'zh', to: 'de' },
    ]);
  });
});
