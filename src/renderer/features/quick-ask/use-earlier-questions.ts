import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { rpc } from '../../lib/rpc/client.ts';

const query = { queryKey: ['quick-questions'], queryFn: () => rpc.quickAsk.listQuestions() };

export interface EarlierQuestions {
  /** Shows what is an arrow earlier (-1) or later (1) than what is typed. False where the arrow means something else. */
  step(typed: string, direction: 1 | -1, show: (text: string) => void): boolean;
  /** There will be one more. */
  markStale(): void;
}

/** The list is walked from an empty box, and only for as long as nothing was changed in what it gave. */
export function useEarlierQuestions(): EarlierQuestions {
  const client = useQueryClient();
  const { data: questions } = useQuery(query);
  const [shown, setShown] = useState(-1);
  return {
    step: (typed, direction, show) => {
      if (questions === undefined) {
        if (typed !== '' || direction === 1) return false;
        void client.ensureQueryData(query).then(
          ([newest]) => {
            if (newest === undefined) return;
            setShown(0);
            show(newest);
          },
          () => undefined, // the list could not be read: the box stays as it is
        );
        return true;
      }
      const from = typed === '' ? -1 : shown;
      const isWalking = typed === '' ? direction === -1 && questions.length > 0 : questions[from] === typed;
      if (!isWalking) return false;
      const next = Math.min(from - direction, questions.length - 1);
      setShown(next);
      show(questions[next] ?? '');
      return true;
    },
    markStale: () => void client.invalidateQueries({ queryKey: query.queryKey }),
  };
}
