import { expect, it } from 'vitest';
import { windowSystem } from './window-system.ts';

// Catches: an X session with a stray Wayland socket taken for Wayland, which would refuse to read selections that can be read;
// and a Wayland session taken for X11, which would promise what only its X programs keep.
it.each([
  [{ XDG_SESSION_TYPE: 'wayland', WAYLAND_DISPLAY: 'wayland-0', DISPLAY: ':0' }, 'wayland'],
  [{ XDG_SESSION_TYPE: 'wayland', DISPLAY: ':0' }, 'wayland'],
  [{ WAYLAND_DISPLAY: 'wayland-0', DISPLAY: ':0' }, 'wayland'],
  [{ XDG_SESSION_TYPE: 'tty', WAYLAND_DISPLAY: 'wayland-1' }, 'wayland'],
  [{ XDG_SESSION_TYPE: 'x11', WAYLAND_DISPLAY: 'wayland-0', DISPLAY: ':0' }, 'x11'],
  [{ XDG_SESSION_TYPE: 'x11', WAYLAND_DISPLAY: 'wayland-0' }, 'wayland'],
  [{ XDG_SESSION_TYPE: 'x11', DISPLAY: ':0' }, 'x11'],
  [{ DISPLAY: ':0' }, 'x11'],
  [{ XDG_SESSION_TYPE: 'x11' }, 'none'],
  [{ DISPLAY: '', WAYLAND_DISPLAY: '' }, 'none'],
] as const)('on Linux %o is %s', (env, system) => {
  expect(windowSystem({ platform: 'linux', env })).toBe(system);
});

it('the platform decides elsewhere, whatever an X server for it has set', () => {
  const env = { WAYLAND_DISPLAY: 'wayland-0', DISPLAY: ':0' };
  expect([windowSystem({ platform: 'darwin', env }), windowSystem({ platform: 'win32', env })]).toEqual(['macos', 'windows']);
});
