/** Counts the engine's deaths by model. Three within a minute are the model's fault: it is not loaded again by itself. */
const WINDOW_MS = 60_000;
const LIMIT = 3;

export interface CrashPolicy {
  /** Notes a death; true when the model is to be quarantined. */
  record(modelId: string, nowMs: number): boolean;
  /** Forgets a model: the user asked for it again. */
  forgive(modelId: string): void;
}

export function createCrashPolicy(): CrashPolicy {
  const deaths = new Map<string, readonly number[]>();
  return {
    record(modelId, nowMs) {
      const recent = [...(deaths.get(modelId) ?? []), nowMs].filter((at) => nowMs - at < WINDOW_MS);
      deaths.set(modelId, recent);
      return recent.length >= LIMIT;
    },
    forgive: (modelId) => void deaths.delete(modelId),
  };
}
