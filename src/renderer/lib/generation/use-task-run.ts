/**
 * One run of Quick ask, Write or Translate as a view sees it: started, followed live, ended with a result. The run is kept
 * outside the view, so leaving the view only detaches and coming back shows it again.
 */
import { useCallback, useEffect } from 'react';
import { create } from 'zustand';
import type { AppError } from '#shared/errors/app-error.ts';
import type { GenerationId } from '#shared/models/ids.ts';
import { rpc, toAppError } from '../rpc/client.ts';
import type { LiveText } from './generation-store.ts';
import { useGeneration } from './use-generation.ts';

export type TaskState = 'idle' | 'starting' | 'running' | 'done' | 'failed';

/** `input` is what the view started it with, `started` what main answered. */
interface StoredRun<Input, Started, Result> {
  readonly number: number;
  readonly input: Input;
  readonly started: Started | null;
  readonly result: Result | null;
  readonly error: AppError | null;
}

export interface TaskRun<Input, Started, Result> {
  readonly state: TaskState;
  readonly input: Input | null;
  readonly started: Started | null;
  readonly live: LiveText;
  readonly result: Result | null;
  readonly error: AppError | null;
  start(input: Input): void;
  stop(): void;
  clear(): void;
}

export interface TaskRunDefinition<Input, Started extends { readonly generationId: GenerationId }, Result> {
  readonly begin: (input: Input) => Promise<Started>;
  /** Called once when the generation ended well. */
  readonly finish: (started: Started, input: Input, live: LiveText) => Promise<Result>;
}

/** Makes the hook of one kind of run; call it once a feature, at module level. */
export function createTaskRunHook<Input, Started extends { readonly generationId: GenerationId }, Result>(
  definition: TaskRunDefinition<Input, Started, Result>,
): () => TaskRun<Input, Started, Result> {
  const useStored = create<{ readonly run: StoredRun<Input, Started, Result> | null }>(() => ({ run: null }));
  let runs = 0;

  /** Changes the run only while it still is the one in the view. */
  const update = (number: number, change: Partial<StoredRun<Input, Started, Result>>): void =>
    useStored.setState(({ run }) => (run?.number === number ? { run: { ...run, ...change } } : { run }));

  const cancel = (): void => {
    const started = useStored.getState().run?.started;
    if (started) void rpc.generations.cancel({ generationId: started.generationId }).catch(() => undefined);
  };

  const start = (input: Input): void => {
    cancel();
    runs += 1;
    const number = runs;
    useStored.setState({ run: { number, input, started: null, result: null, error: null } });
    void definition.begin(input).then(
      (started) => {
        if (useStored.getState().run?.number === number) return update(number, { started });
        void rpc.generations.cancel({ generationId: started.generationId }).catch(() => undefined);
      },
      (cause: unknown) => update(number, { error: toAppError(cause) }),
    );
  };

  const clear = (): void => {
    cancel();
    useStored.setState({ run: null });
  };

  return function useTaskRun() {
    const run = useStored((store) => store.run);
    const isSettled = run !== null && (run.result !== null || run.error !== null);
    const live = useGeneration(run?.started?.generationId ?? null);
    const hasEnded = live.isOver;

    useEffect(() => {
      if (!run?.started || isSettled || !hasEnded) return;
      if (live.error) return update(run.number, { error: live.error });
      definition.finish(run.started, run.input, live).then(
        (result) => update(run.number, { result }),
        (cause: unknown) => update(run.number, { error: toAppError(cause) }),
      );
      // The end is handled once a run; later texts of the same run do not exist.
      // oxlint-disable-next-line react-hooks/exhaustive-deps
    }, [run?.number, hasEnded, isSettled]);

    const state = ((): TaskState => {
      if (!run) return 'idle';
      if (run.error) return 'failed';
      if (run.result !== null) return 'done';
      return run.started ? 'running' : 'starting';
    })();
    return {
      state,
      input: run?.input ?? null,
      started: run?.started ?? null,
      live,
      result: run?.result ?? null,
      error: run?.error ?? null,
      start,
      stop: useCallback(cancel, []),
      clear,
    };
  };
}
