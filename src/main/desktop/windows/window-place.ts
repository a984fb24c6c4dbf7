/** Pure geometry of windows: what was stored, and whether the displays of today can show it. */
import type { Rectangle } from 'electron';
import * as z from 'zod';

const boundsSchema = z.object({ x: z.int(), y: z.int(), width: z.int().min(1), height: z.int().min(1) });
const placeSchema = z.object({ bounds: boundsSchema, isMaximized: z.boolean() });
/** `bounds` are those of the window when it is not maximised. */
export type WindowPlace = z.infer<typeof placeSchema>;

/** The part of a window that one can grab: its title bar. */
const TITLE_BAR_PX = 32;
const LEAST_TITLE_PX = 120;

/** null for what is no place: a damaged file costs the place, never the start. */
export function parsePlace(text: string): WindowPlace | null {
  try {
    const place = placeSchema.safeParse(JSON.parse(text));
    return place.success ? place.data : null;
  } catch {
    return null;
  }
}

function overlap(a: Rectangle, b: Rectangle): { width: number; height: number } {
  return {
    width: Math.max(0, Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)),
    height: Math.max(0, Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)),
  };
}

/** Keeps a window where its title bar can be grabbed, moves it onto the nearest display otherwise, and never makes it larger than that. */
export function fitBounds(bounds: Rectangle, workAreas: readonly Rectangle[]): Rectangle {
  const shown = (area: Rectangle): number => {
    const { width, height } = overlap(bounds, area);
    return width * height;
  };
  const distance = (area: Rectangle): number =>
    Math.hypot(area.x + area.width / 2 - bounds.x - bounds.width / 2, area.y + area.height / 2 - bounds.y - bounds.height / 2);
  const [area] = workAreas.toSorted((a, b) => shown(b) - shown(a) || distance(a) - distance(b));
  if (area === undefined) return bounds;
  const width = Math.min(bounds.width, area.width);
  const height = Math.min(bounds.height, area.height);
  const title = { x: bounds.x, y: bounds.y, width, height: TITLE_BAR_PX };
  const canBeGrabbed = workAreas.some((work) => {
    const part = overlap(title, work);
    return part.height === TITLE_BAR_PX && part.width >= Math.min(LEAST_TITLE_PX, width);
  });
  if (canBeGrabbed) return { x: bounds.x, y: bounds.y, width, height };
  return {
    width,
    height,
    x: Math.round(Math.min(Math.max(bounds.x, area.x), area.x + area.width - width)),
    y: Math.round(Math.min(Math.max(bounds.y, area.y), area.y + area.height - height)),
  };
}
