/**
 * Parts of a window whose script is not among what its first screen needs. They come while the window is idle, so that nearly all are
 * there before anyone asks; one that is there is drawn at once, as if it had never been apart. Not `React.lazy`: behind Suspense even
 * a part that has come is missing for one commit, and React then holds it back for 300 ms more.
 */
import type { ComponentType } from 'react';
import { useEffect, useState } from 'react';

/** A part that may not have come yet. `preload` fetches it ahead of time; it never throws. */
export type OnDemand<Props> = ComponentType<Props> & { readonly preload: () => void };

const parts = new Set<() => void>();

/** Draws nothing until the script is here. A script that cannot be had is thrown to the error boundary around the part. */
export function onDemand<Props extends object>(load: () => Promise<ComponentType<Props>>): OnDemand<Props> {
  let part: ComponentType<Props> | null = null;
  let coming: Promise<ComponentType<Props>> | null = null;

  const fetchOnce = async (): Promise<ComponentType<Props>> => {
    coming ??= load();
    try {
      part = await coming;
      return part;
    } catch (error) {
      coming = null;
      throw error;
    }
  };
  const preload = (): void => void fetchOnce().catch(() => undefined);
  parts.add(preload);

  function OnDemandPart(props: Props) {
    const [Part, setPart] = useState<ComponentType<Props> | null>(() => part);
    const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
    useEffect(() => {
      if (Part) return undefined;
      let isWanted = true;
      fetchOnce().then(
        (loaded) => isWanted && setPart(() => loaded),
        (error: unknown) => isWanted && setFailure({ error }),
      );
      return () => {
        isWanted = false;
      };
    }, [Part]);
    if (failure) throw failure.error;
    return Part && <Part {...props} />;
  }
  return Object.assign(OnDemandPart, { preload });
}

/** Fetches every part that is not here yet, one in each idle moment. Returns what stops it. */
export function preloadWhenIdle(): () => void {
  const waiting = parts.values();
  let handle = 0;
  const next = (): void => {
    handle = requestIdleCallback(() => {
      const { value: preload } = waiting.next();
      if (!preload) return;
      preload();
      next();
    });
  };
  next();
  return () => cancelIdleCallback(handle);
}
