import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors/app-error.ts';
import { applyChanges } from '#shared/utils/apply-changes.ts';
import { fakeModel, fakeTasks } from '#main/inference/fake-task-deps.test-support.ts';
import { createWritingService } from './writing-service.ts';

const text = '\nthe tap drips since two weeks\n\n';

async function resultOf(
  command: 'proofread' | 'summarise' | 'custom',
  answer: string,
  source = text,
  stopReason: 'end' | 'stopped' | 'length' = 'end',
) {
  const tasks = fakeTasks();
  const service = createWritingService(tasks.deps);
  tasks.answerWith(answer, stopReason);
  const { generationId } = await service.run({ command, text: source, instruction: 'Translate it' });
  return service.getResult({ generationId });
}

describe('writing service', () => {
  it('gives changes that turn the text, blank lines included, into the cleaned result', async () => {
    const result = await resultOf('proofread', 'Sure, here is the corrected text:\n\n"The tap has been dripping for two weeks."');
    expect(result.verdict).toBe('edit');
    expect(result.text).toBe('\nThe tap has been dripping for two weeks.\n\n');
    expect(applyChanges(text, result.changes)).toBe(result.text);
  });

  it('says same, empty, answer and new text instead of offering changes', async () => {
    expect((await resultOf('proofread', text)).verdict).toBe('same');
    expect((await resultOf('proofread', '<think>hm')).verdict).toBe('empty');
    expect(await resultOf('proofread', 'The capital of France is Paris.', 'What is the capital of France?')).toMatchObject({
      verdict: 'answer',
      changes: [],
    });
    expect(await resultOf('summarise', 'A tap drips.')).toMatchObject({ verdict: 'new-text', changes: [] });
  });

  it('does not show the part that a stopped run never reached as deleted', async () => {
    expect(await resultOf('proofread', 'The tap', text, 'stopped')).toMatchObject({ verdict: 'new-text', text: 'The tap', changes: [] });
  });

  it('recognises an answer also when it ran into its limit', async () => {
    expect((await resultOf('proofread', 'I’m sorry to hear that. As an AI I', text, 'length')).verdict).toBe('answer');
  });

  it('tells when an edit came back in another language, except on the user’s own instruction', async () => {
    expect((await resultOf('proofread', '水龙头已经漏了两周。')).isLanguageChanged).toBe(true);
    expect((await resultOf('custom', '水龙头已经漏了两周。')).isLanguageChanged).toBe(false);
  });

  it('runs at quick-ask priority in its own slot, greedy and without a penalty for copying', async () => {
    const tasks = fakeTasks();
    await createWritingService(tasks.deps).run({ command: 'proofread', text, instruction: '' });
    expect(tasks.started[0]).toMatchObject({
      purpose: 'writing',
      threadId: null,
      request: { slotKey: 'writing', priority: 'quick-ask', parameters: { temperature: 0, repeatPenalty: 1, stop: ['</text>'] } },
    });
  });

  it('ends a run that nobody can reach any more when the next one starts', async () => {
    const tasks = fakeTasks();
    const service = createWritingService(tasks.deps);
    const { generationId } = await service.run({ command: 'proofread', text, instruction: '' });
    expect(tasks.cancelled).toEqual([]);
    await service.run({ command: 'rewrite', text, instruction: '' });
    expect(tasks.cancelled).toEqual([generationId]);
  });

  it('says what is missing: a model, one that writes, the run itself, or what ended it', async () => {
    const input = { command: 'proofread', text, instruction: '' } as const;
    await expect(createWritingService(fakeTasks({ model: null }).deps).run(input)).rejects.toMatchObject({ code: 'MODEL_NOT_LOADED' });
    const embedding = fakeTasks({ model: { ...fakeModel, kind: 'embedding' } });
    await expect(createWritingService(embedding.deps).run(input)).rejects.toMatchObject({ code: 'MODEL_CANNOT_WRITE' });
    const tasks = fakeTasks();
    const service = createWritingService(tasks.deps);
    tasks.failWith(new AppError('ENGINE_CRASHED'));
    await expect(service.getResult(await service.run(input))).rejects.toMatchObject({ code: 'ENGINE_CRASHED' });
    await service.run(input);
    const [started] = tasks.started;
    await expect(
      createWritingService(tasks.deps).getResult({ generationId: (started as NonNullable<typeof started>).id }),
    ).rejects.toMatchObject({
      code: 'GENERATION_NOT_FOUND',
    });
  });
});
