/** One text event per 32 ms at most: the UI paints at 60 Hz at best, and every event costs every process something. */
const INTERVAL_MS = 32;

export interface DeltaBatcher {
  add(text: string, tokens: number): void;
  /** Sends what is waiting, at once. */
  flush(): void;
}

const endsInsidePair = (text: string): boolean => {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd800 && last <= 0xdbff;
};

export function createDeltaBatcher(emit: (text: string, tokens: number) => void): DeltaBatcher {
  let text = '';
  let tokens = 0;
  let timer: NodeJS.Timeout | undefined;
  let lastSent = -Infinity;

  const send = (): void => {
    timer = undefined;
    if (text === '' && tokens === 0) return;
    const [out, count] = [text, tokens];
    text = '';
    tokens = 0;
    lastSent = performance.now();
    if (out !== '') emit(out, count);
    else tokens = count;
  };

  return {
    add(more, count) {
      text += more;
      tokens += count;
      if (text === '' || endsInsidePair(text)) return;
      const wait = lastSent + INTERVAL_MS - performance.now();
      if (wait <= 0) {
        clearTimeout(timer);
        send();
      } else timer ??= setTimeout(send, wait);
    },
    flush() {
      clearTimeout(timer);
      send();
    },
  };
}
