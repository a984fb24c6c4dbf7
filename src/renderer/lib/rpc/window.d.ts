import type { InkstoneBridge } from '#shared/bridge.ts';

declare global {
  interface Window {
    /** Present in the desktop host only. */
    readonly inkstone?: InkstoneBridge;
  }
}
