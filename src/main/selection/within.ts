/** What a promise gives within the time, else `instead`; a failure counts as no answer. */
export async function within<T>(promise: Promise<T>, limitMs: number, instead: T): Promise<T> {
  const { promise: late, resolve } = Promise.withResolvers<T>();
  const timer = setTimeout(() => resolve(instead), limitMs);
  try {
    return await Promise.race([promise, late]);
  } catch {
    return instead; // what does not answer is treated as what answers nothing
  } finally {
    clearTimeout(timer);
  }
}
