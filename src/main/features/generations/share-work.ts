/** One piece of work for several who wait for it. Who gives up gets `fallback`; when nobody waits any more the work is cancelled. */
export function shareWork<T>(work: (signal: AbortSignal) => Promise<T>, fallback: T): (signal: AbortSignal) => Promise<T> {
  const controller = new AbortController();
  let result: Promise<T> | undefined;
  let waiting = 0;
  return (signal) => {
    if (signal.aborted) return Promise.resolve(fallback);
    waiting += 1;
    result ??= work(controller.signal).catch(() => fallback);
    return new Promise((resolve) => {
      const leave = (): void => {
        waiting -= 1;
        if (waiting === 0) controller.abort();
        resolve(fallback);
      };
      signal.addEventListener('abort', leave, { once: true });
      void result?.then((value) => {
        signal.removeEventListener('abort', leave);
        resolve(value);
      });
    });
  };
}
