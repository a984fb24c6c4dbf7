/** Small things every test of streams needs. */

/** Everything a stream gives until it ends. */
export async function collect<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of stream) items.push(item);
  return items;
}

/** A signal nobody aborts. */
export const forever = (): AbortSignal => new AbortController().signal;

/** Resolves with the first value that `read` finds; for state that settles in the background. */
export async function until<T>(read: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (;;) {
    const value = await read();
    if (value !== undefined) return value;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
