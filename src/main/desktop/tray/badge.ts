/** The number of unseen answers where the system shows one: dock, launcher, or a dot over the taskbar's icon. */
import type { App as ElectronApp, BrowserWindow, NativeImage, nativeImage } from 'electron';

const SIZE = 16;
/** Ink blue, as BGRA. */
const COLOUR = [0xd8, 0x5a, 0x1f, 0xff] as const;

/** Pure: a filled circle as the pixels that `nativeImage.createFromBitmap` takes. */
export function dotBitmap(size = SIZE): Buffer {
  const pixels = Buffer.alloc(size * size * 4);
  const middle = (size - 1) / 2;
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      if (Math.hypot(x - middle, y - middle) <= size / 2) pixels.set(COLOUR, (y * size + x) * 4);
    }
  }
  return pixels;
}

export interface BadgeOptions {
  readonly app: Pick<ElectronApp, 'setBadgeCount'>;
  readonly nativeImage: Pick<typeof nativeImage, 'createFromBitmap'>;
  readonly platform: NodeJS.Platform;
  readonly window: () => BrowserWindow | null;
  /** For screen readers. */
  readonly describe: (count: number) => string;
}

export function createBadge({ app, nativeImage, platform, window, describe }: BadgeOptions): (count: number) => void {
  const dot = (): NativeImage => nativeImage.createFromBitmap(dotBitmap(), { width: SIZE, height: SIZE });
  return (count) => {
    if (platform === 'win32') window()?.setOverlayIcon(count === 0 ? null : dot(), count === 0 ? '' : describe(count));
    else app.setBadgeCount(count);
  };
}
