/**
 * The one answer to "which window system is this?": reaching other programs and asking the portal for shortcuts must not
 * disagree about it. Follows the session's own word first, as Chromium does when it chooses between X11 and Wayland.
 */

export type WindowSystem = 'x11' | 'wayland' | 'macos' | 'windows' | 'none';

export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
}

export function windowSystem({ platform, env }: Surroundings): WindowSystem {
  if (platform === 'darwin') return 'macos';
  if (platform === 'win32') return 'windows';
  const has = (name: 'DISPLAY' | 'WAYLAND_DISPLAY'): boolean => (env[name] ?? '') !== '';
  // A Wayland session has an X display too, but only X programs are reachable through it: no base for a promise.
  if (env['XDG_SESSION_TYPE'] === 'wayland') return 'wayland';
  // An X session may hold a Wayland socket that is another's: a nested compositor, or a variable that was carried along.
  if (env['XDG_SESSION_TYPE'] === 'x11' && has('DISPLAY')) return 'x11';
  if (has('WAYLAND_DISPLAY')) return 'wayland';
  return has('DISPLAY') ? 'x11' : 'none';
}
