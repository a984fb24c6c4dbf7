const BASE_PX = 8;
const STEP_PX = 14;
/** Deeper folders stand no further in: the names need the room. */
const MAX_STEPS = 8;

/** The room in front of a row of the list, in pixels. */
export const indentOf = (depth: number): number => BASE_PX + Math.min(depth, MAX_STEPS) * STEP_PX;
