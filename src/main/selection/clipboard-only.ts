/** Where other programs cannot be reached (Wayland, no display): only the clipboard, and the reason why. */
import type { BackEnd, Finding } from './back-end.ts';

export function createClipboardOnly(limit: 'wayland' | 'tool'): BackEnd {
  const fail = (reason: Finding['reason']): Finding => ({ state: 'fail', reason });
  const isWayland = limit === 'wayland';
  return {
    limit,
    windowInFront: () => Promise.resolve(null),
    understandsPaste: () => Promise.resolve(false),
    readSelection: () => Promise.resolve({ text: '', limit, selectionIn: 'front' }),
    press: () => Promise.resolve('tool'),
    check: () =>
      Promise.resolve({
        capture: fail(isWayland ? 'captureWayland' : 'captureNoDisplay'),
        paste: fail(isWayland ? 'pasteWayland' : 'pasteNoDisplay'),
        permissions: isWayland ? { state: 'unknown', reason: 'permissionsWayland' } : { state: 'pass', reason: 'permissionsNotNeeded' },
      }),
  };
}
