/** Finds stop texts in streamed text and holds back what may be the beginning of one. */
export interface StopDetector {
  /** Text that is safe to show; `isStopped` once a stop text was found (it is not part of `text`). */
  push(text: string): { readonly text: string; readonly isStopped: boolean };
  /** What is held back, when the answer ends without a stop text. */
  flush(): string;
}

const heldLength = (text: string, stops: readonly string[]): number => {
  let held = 0;
  for (const stop of stops) {
    for (let length = Math.min(stop.length - 1, text.length); length > held; length -= 1) {
      if (text.endsWith(stop.slice(0, length))) held = length;
    }
  }
  return held;
};

export function createStopDetector(stops: readonly string[]): StopDetector {
  let held = '';
  return {
    push(text) {
      const whole = held + text;
      const found = stops.map((stop) => whole.indexOf(stop)).filter((index) => index >= 0);
      if (found.length > 0) {
        held = '';
        return { text: whole.slice(0, Math.min(...found)), isStopped: true };
      }
      const keep = heldLength(whole, stops);
      held = whole.slice(whole.length - keep);
      return { text: whole.slice(0, whole.length - keep), isStopped: false };
    },
    flush() {
      const rest = held;
      held = '';
      return rest;
    },
  };
}
