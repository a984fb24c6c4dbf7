/** Where the quick-ask window belongs: pure geometry, by display, so that it is never off-screen and comes back where it was put. */
import type { Display, Rectangle } from 'electron';
import * as z from 'zod';

export type Place = Pick<Rectangle, 'x' | 'y' | 'width' | 'height'>;
/** What of a display counts here. */
export type QuickDisplay = Pick<Display, 'id' | 'size' | 'workArea'>;
/** By `displayKey`, seen from the corner of the work area, so that it holds when displays are rearranged. The newest is last. */
export type Places = Readonly<Record<string, Place>>;

export const QUICK_ASK_SIZE = { width: 680, height: 480 } as const;
const LEAST = { width: 360, height: 240 } as const;
const KEPT_DISPLAYS = 16;
/** Moving a window to a place may end a pixel beside it where a display is scaled. */
const ROUNDING_PX = 2;

const placesSchema = z.record(z.string(), z.object({ x: z.int(), y: z.int(), width: z.int().min(1), height: z.int().min(1) }));

const clamp = (value: number, least: number, most: number): number => Math.round(Math.max(least, Math.min(value, most)));

/** Whole inside the area: as large as asked if it fits, never too small to be used. */
export function keepOnScreen(bounds: Place, area: Place): Place {
  const width = clamp(bounds.width, Math.min(LEAST.width, area.width), area.width);
  const height = clamp(bounds.height, Math.min(LEAST.height, area.height), area.height);
  return {
    width,
    height,
    x: clamp(bounds.x, area.x, area.x + area.width - width),
    y: clamp(bounds.y, area.y, area.y + area.height - height),
  };
}

/** Near the top third. */
export function defaultPlace(area: Place): Place {
  const { width, height } = QUICK_ASK_SIZE;
  return keepOnScreen({ width, height, x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 3 }, area);
}

/** A display at another resolution is another place to be. */
export function displayKey({ id, size }: QuickDisplay): string {
  return `${id}:${size.width}x${size.height}`;
}

/** Where it was on this display, else near the top third. */
export function placeOn(display: QuickDisplay, places: Places): Place {
  const { workArea } = display;
  const known = places[displayKey(display)];
  return known === undefined
    ? defaultPlace(workArea)
    : keepOnScreen({ ...known, x: known.x + workArea.x, y: known.y + workArea.y }, workArea);
}

export function withPlace(places: Places, display: QuickDisplay, bounds: Place): Places {
  const key = displayKey(display);
  const { x, y, width, height } = bounds;
  const others = Object.entries(places).filter(([other]) => other !== key);
  const place = { x: Math.round(x - display.workArea.x), y: Math.round(y - display.workArea.y), width, height };
  return Object.fromEntries([...others.slice(1 - KEPT_DISPLAYS), [key, place]]);
}

export function isSamePlace(a: Place, b: Place): boolean {
  const isNear = (side: keyof Place): boolean => Math.abs(a[side] - b[side]) <= ROUNDING_PX;
  return isNear('x') && isNear('y') && isNear('width') && isNear('height');
}

/** A damaged file costs the places, never the start. */
export function parsePlaces(text: string): Places {
  try {
    const places = placesSchema.safeParse(JSON.parse(text));
    return places.success ? places.data : {};
  } catch {
    return {};
  }
}
