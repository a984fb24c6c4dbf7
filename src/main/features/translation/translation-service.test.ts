import { describe, expect, it } from 'vitest';
import { fakeModel, fakeTasks } from '#main/inference/fake-task-deps.test-support.ts';
import { createTranslationService } from './translation-service.ts';

const run = { text: '会议在 27 日。', from: null, to: null };

describe('translation service', () => {
  it('detects, follows the second-language rule, cleans and checks', async () => {
    const tasks = fakeTasks();
    const service = createTranslationService(tasks.deps);
    tasks.answerWith('Here is the translation:\nThe meeting is on the 28th.');
    const started = await service.run(run);
    expect(started).toMatchObject({ from: 'zh', to: 'en', ability: 'good' });
    expect(await service.getResult(started)).toEqual({
      text: 'The meeting is on the 28th.',
      ability: 'good',
      issues: [
        { kind: 'number', problem: 'missing', text: '27' },
        { kind: 'number', problem: 'added', text: '28' },
      ],
    });
    expect(await service.run({ ...run, text: 'Hello there' })).toMatchObject({ from: 'en', to: 'zh' });
  });

  it('obeys the languages that were picked', async () => {
    expect(await createTranslationService(fakeTasks().deps).run({ text: '会议', from: 'ja', to: 'fr' })).toMatchObject({
      from: 'ja',
      to: 'fr',
      ability: 'none',
    });
  });

  it('runs on a model that cannot translate only with that said, and checks nothing of it', async () => {
    const tasks = fakeTasks({ model: { ...fakeModel, languages: ['en'], abilities: { ...fakeModel.abilities, translation: 'none' } } });
    const service = createTranslationService(tasks.deps);
    tasks.answerWith('blah');
    const started = await service.run(run);
    expect([started.ability, await service.getResult(started)]).toEqual(['none', { text: 'blah', issues: [], ability: 'none' }]);
    expect(await service.getAbility({ from: null, to: 'zh' })).toEqual({ ability: 'none', modelName: 'Fake 1B' });
  });

  it('says that there is no model', async () => {
    expect(await createTranslationService(fakeTasks({ model: null }).deps).getAbility({ from: 'en', to: 'zh' })).toEqual({
      ability: 'none',
      modelName: null,
    });
  });

  it('does not call the numbers of the missing half missing when the run was stopped', async () => {
    const tasks = fakeTasks();
    const service = createTranslationService(tasks.deps);
    tasks.answerWith('The meeting', 'stopped');
    expect(await service.getResult(await service.run(run))).toMatchObject({ text: 'The meeting', issues: [] });
  });

  it('asks a base model with a few-shot prompt', async () => {
    const tasks = fakeTasks({ model: { ...fakeModel, kind: 'base' } });
    await createTranslationService(tasks.deps).run(run);
    expect(tasks.started[0]).toMatchObject({
      purpose: 'translation',
      request: { prompt: { kind: 'completion' }, parameters: { stop: ['"""', '\n\nSimplified Chinese:'] } },
    });
  });
});
