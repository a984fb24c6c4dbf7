/** Keeps where the quick-ask window was put, by display. */
import type { Logger } from '#main/platform/logger.ts';
import { parsePlaces, placeOn, withPlace } from './quick-ask-placement.ts';
import type { Place, Places, QuickDisplay } from './quick-ask-placement.ts';
import { createRememberedFile } from '../windows/remembered-file.ts';

const PAUSE_MS = 400;

export interface QuickAskPlaces {
  on(display: QuickDisplay): Place;
  remember(display: QuickDisplay, bounds: Place): void;
  /** Writes what is not written yet. */
  flush(): Promise<void>;
}

export function createQuickAskPlaces(file: string, log: Pick<Logger, 'warn'>): QuickAskPlaces {
  const places = createRememberedFile<Places>({
    file,
    parse: parsePlaces,
    initial: {},
    pauseMs: PAUSE_MS,
    log,
    complaint: 'the place of the quick-ask window was not kept',
  });
  return {
    on: (display) => placeOn(display, places.get()),
    remember: (display, bounds) => places.set(withPlace(places.get(), display, bounds)),
    flush: places.flush,
  };
}
