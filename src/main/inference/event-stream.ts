/** A single-consumer queue between callbacks and `for await`: nothing is lost, an error comes after what was pushed before. */
export interface EventStream<T> {
  push(item: T): void;
  end(): void;
  fail(error: unknown): void;
  items(): AsyncGenerator<T, void>;
}

export function createEventStream<T>(): EventStream<T> {
  const waiting: T[] = [];
  let ending: { readonly error: unknown; readonly hasFailed: boolean } | undefined;
  let wake: (() => void) | undefined;

  const signal = (): void => {
    wake?.();
    wake = undefined;
  };

  return {
    push(item) {
      if (ending !== undefined) return;
      waiting.push(item);
      signal();
    },
    end() {
      ending ??= { error: undefined, hasFailed: false };
      signal();
    },
    fail(error) {
      ending ??= { error, hasFailed: true };
      signal();
    },
    async *items() {
      for (;;) {
        const item = waiting.shift();
        if (item !== undefined) yield item;
        else if (ending === undefined) await new Promise<void>((resolve) => (wake = resolve));
        else if (ending.hasFailed) throw ending.error;
        else return;
      }
    },
  };
}
