const DESKTOPS = ['x11', 'x11-gnome', 'x11-kde', 'wayland', 'wayland-gnome', 'wayland-kde', 'macos', 'windows', 'none'] as const;

/** The desktop's name as the locale knows it; undefined for one it does not. */
export const desktopOf = (name: string): (typeof DESKTOPS)[number] | undefined => DESKTOPS.find((known) => known === name);
