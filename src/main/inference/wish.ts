/** What a viewer of something that runs may want and stop wanting. */
export interface Wish {
  readonly isOn: boolean;
  /** Called with every change. Returns the disposer. */
  onChange(listener: () => void): () => void;
}

export interface CountedWish extends Wish {
  /** One more wants it. Returns how it stops to. */
  add(): () => void;
}

/** On while anybody wants it. */
export function createWish(): CountedWish {
  const listeners = new Set<() => void>();
  let count = 0;
  const change = (by: number): void => {
    const before = count > 0;
    count += by;
    if (before !== count > 0) for (const listener of listeners) listener();
  };
  return {
    get isOn() {
      return count > 0;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    add() {
      change(1);
      let isOver = false;
      return () => {
        if (!isOver) change(-1);
        isOver = true;
      };
    },
  };
}
