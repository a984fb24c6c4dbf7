/** Which desktop this is, as far as reaching other programs is concerned. */
import { windowSystem } from '#main/platform/window-system.ts';
import type { Surroundings, WindowSystem } from '#main/platform/window-system.ts';

export interface DesktopKind {
  readonly system: WindowSystem;
  readonly shell: 'gnome' | 'kde' | 'other';
  /** For people and for sentences by desktop: `x11-gnome`, `wayland-kde`, `macos`, `windows` … */
  readonly name: string;
}

export function desktopKind(surroundings: Surroundings): DesktopKind {
  const system = windowSystem(surroundings);
  if (system === 'macos' || system === 'windows') return { system, shell: 'other', name: system };
  const current = (surroundings.env['XDG_CURRENT_DESKTOP'] ?? '').toLowerCase();
  const shell = current.includes('gnome') ? 'gnome' : current.includes('kde') ? 'kde' : 'other';
  return { system, shell, name: shell === 'other' ? system : `${system}-${shell}` };
}
