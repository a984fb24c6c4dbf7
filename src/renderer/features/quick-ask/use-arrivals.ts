import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { Capture } from '#shared/contract/selection-contract.ts';
import type { QuickRequest } from '#shared/models/global-shortcut.ts';
import { rpc } from '../../lib/rpc/client.ts';

export interface Arrivals {
  /** Other programs' texts, once a capture. */
  readonly onCapture: (capture: Capture) => void;
  /** A global shortcut or a link wants something done with them. */
  readonly onRequest: (request: QuickRequest, capture: Capture | null) => void;
}

const queryKey = ['quickRequest'];
const latestCapture = (): Promise<Capture | null> =>
  rpc.selection.latest().then(
    (capture) => (capture.limit === 'host' ? null : capture),
    () => null, // without a capture there is still everything that can be typed
  );

/**
 * What reaches Quick ask from outside: the capture when the view appears and each time its window comes to the front, which
 * is when main has taken a new one; a request when main rings. Only the quick-ask window is asked for anything.
 */
export function useArrivals(isWindow: boolean, arrivals: Arrivals): void {
  const client = useQueryClient();
  const handlers = useRef(arrivals);
  const seen = useRef<string | null>(null);
  const { data: request } = useQuery({ queryKey, queryFn: () => rpc.app.takeQuickRequest(), enabled: isWindow });
  useEffect(() => {
    handlers.current = arrivals;
  });
  useEffect(() => {
    const look = async (): Promise<void> => {
      const capture = await latestCapture();
      if (capture === null || capture.captureId === seen.current) return;
      seen.current = capture.captureId;
      handlers.current.onCapture(capture);
    };
    const lookNow = (): void => void look();
    lookNow();
    window.addEventListener('focus', lookNow);
    return () => window.removeEventListener('focus', lookNow);
  }, []);
  useEffect(() => {
    if (!request) return;
    // Given out once, and done once: the same request again is a new one.
    client.setQueryData(queryKey, null);
    void latestCapture().then((capture) => {
      seen.current = capture?.captureId ?? seen.current;
      handlers.current.onRequest(request, capture);
    });
  }, [client, request]);
}
