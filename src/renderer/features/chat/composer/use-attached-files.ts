import { useEffect, useMemo } from 'react';
import type { PartChoice } from '#shared/utils/choose-parts.ts';
import { addFiles, chooseFrom, NO_FILES, restoreFiles, setFiles, setProblems, useComposerFiles } from './attached-files-store.ts';
import type { ComposerFiles } from './attached-files-store.ts';

export interface AttachedFiles extends ComposerFiles {
  readonly add: (files: readonly File[]) => void;
  readonly choose: (id: string, choice: PartChoice) => void;
  readonly remove: (id: string) => void;
  readonly dismiss: (id: string) => void;
  /** Empties the composer and what is stored of it. */
  readonly clear: () => void;
}

/** The files of one composer. */
export function useAttachedFiles(key: string): AttachedFiles {
  const state = useComposerFiles((all) => all[key] ?? NO_FILES);
  useEffect(() => void restoreFiles(key).catch(() => undefined), [key]);
  const { files, problems } = state;
  return useMemo(
    () => ({
      ...state,
      add: (added) => addFiles(key, added),
      choose: (id, choice) => chooseFrom(key, id, choice),
      remove: (id) =>
        setFiles(
          key,
          files.filter((file) => file.id !== id),
        ),
      dismiss: (id) =>
        setProblems(
          key,
          problems.filter((problem) => problem.id !== id),
        ),
      clear: () => {
        setProblems(key, []);
        if (files.length > 0) setFiles(key, []);
      },
    }),
    [key, state, files, problems],
  );
}
