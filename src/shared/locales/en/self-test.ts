export const selfTest = {
  title: 'Self-test',
  intro:
    'What works on this desktop and what does not, with the way out. Nothing is typed into other programs and the clipboard stays as it is.',
  run: 'Run again',
  list: 'Results',
  running: 'Testing. This takes a few seconds.',
  testing: 'Testing…',
  done: 'Done: {{pass}} work, {{fail}} do not, {{unknown}} could not be told.',
  desktop: 'Desktop: {{name}}.',
  onlyDesktop: 'The self-test is for the desktop app',
  onlyDesktopText:
    'A page in a browser reaches no other programs: it has no global shortcut, cannot read what is selected there, and cannot paste. Copy and paste work as in any page.',
  ask: 'Ask macOS for it',
  asked: 'macOS asks in a window of its own, unless it has done so before. Switch Inkstone on, then run the test again.',
  toSettings: 'Back to Settings',
  openLink: 'Open self-test',
  state: { pass: 'Works', fail: 'Does not work', unknown: 'Not known' },
  name: {
    shortcut: 'Shortcut for quick ask',
    capture: 'Reading the selection',
    paste: 'Giving answers back',
    permissions: 'Permissions',
    tray: 'Tray icon',
    notifications: 'Notifications',
    gpu: 'Graphics processor',
  },
  system: {
    x11: 'X11',
    'x11-gnome': 'GNOME on X11',
    'x11-kde': 'KDE Plasma on X11',
    wayland: 'Wayland',
    'wayland-gnome': 'GNOME on Wayland',
    'wayland-kde': 'KDE Plasma on Wayland',
    macos: 'macOS',
    windows: 'Windows',
    none: 'no display found',
  },
  reason: {
    testBroke: {
      seen: 'The test did not come to an end.',
      fix: 'Run it again. If it stays like this, the log in the data folder says more.',
    },
    shortcutWorks: { seen: 'The system has given the keys to Inkstone.', fix: '' },
    shortcutNone: { seen: 'No keys are set.', fix: 'Set some under Settings, Shortcuts, or open quick ask from the tray.' },
    shortcutRefused: {
      seen: 'The system refused the keys: another program has them.',
      fix: 'Choose other keys under Settings, Shortcuts, or let a shortcut of your system start “inkstone --quick-ask”.',
    },
    shortcutWayland: {
      seen: 'On Wayland the desktop itself decides which program gets which keys.',
      fix: 'Look in the system’s keyboard settings, or add a shortcut there that starts “inkstone --quick-ask”.',
    },
    captureWorks: {
      seen: 'A test text went round through the window system and came back. Selected text is read without touching the clipboard.',
      fix: '',
    },
    captureNoTool: {
      seen: 'The small program that reads the selection could not be used.',
      fix: 'On Linux, install “xclip” or “xsel”. Until then copy the text first and then press the shortcut.',
    },
    captureNoAnswer: {
      seen: 'The window system did not give the test text back in time.',
      fix: 'A clipboard program may be in the way. Close it and run the test again, or copy the text first.',
    },
    captureWayland: {
      seen: 'Wayland lets no program read what is selected in another one.',
      fix: 'Copy the text first, then press the shortcut: quick ask takes it from the clipboard. Or log in to an X11 session.',
    },
    captureNoDisplay: { seen: 'No display was found.', fix: 'Start Inkstone from within the desktop.' },
    captureByCopying: {
      seen: 'The selection is read by pressing the copy keys for you. That cannot be tried without disturbing another program.',
      fix: 'Select a few words somewhere and press the shortcut: quick ask shows them.',
    },
    capturePermission: {
      seen: 'macOS does not let Inkstone press the copy keys.',
      fix: 'Allow Inkstone under System Settings, Privacy & Security, Accessibility. If it is on already, remove Inkstone from the list and add it again.',
    },
    pasteWorks: { seen: 'The window in front is known, keys can be sent, and Inkstone can tell whether the answer was taken.', fix: '' },
    pasteUntold: {
      seen: 'The window in front is known and keys can be sent, but not whether the answer was taken.',
      fix: 'Install “xclip” to know that too.',
    },
    pasteNoTool: {
      seen: 'No keys can be sent to other programs.',
      fix: 'On Linux, install “xdotool”. Until then answers are put on the clipboard for you to paste.',
    },
    pasteNoWindow: {
      seen: 'The window manager does not say which window is in front, so nothing is pasted blindly.',
      fix: 'Answers are put on the clipboard: paste them yourself.',
    },
    pasteWayland: {
      seen: 'Wayland lets no program type into another one.',
      fix: 'Answers are put on the clipboard: paste them yourself. Or log in to an X11 session.',
    },
    pasteNoDisplay: { seen: 'No display was found.', fix: 'Start Inkstone from within the desktop.' },
    pasteUntried: {
      seen: 'The window in front is known. Whether a program takes pasted text cannot be tried without typing into it.',
      fix: 'Try “Replace” in an editor: undo brings your text back.',
    },
    pastePermission: {
      seen: 'macOS does not let Inkstone press the paste keys.',
      fix: 'Allow Inkstone under System Settings, Privacy & Security, Accessibility. Until then answers are put on the clipboard.',
    },
    permissionsNotNeeded: { seen: 'This desktop asks for no permission.', fix: '' },
    permissionsWayland: {
      seen: 'There is no permission to give: Wayland keeps programs apart.',
      fix: 'Use the clipboard, or log in to an X11 session.',
    },
    permissionsGranted: { seen: 'Accessibility is allowed and answers.', fix: '' },
    permissionsMissing: {
      seen: 'Accessibility is not allowed, or no longer since the last update.',
      fix: 'Under System Settings, Privacy & Security, Accessibility: switch Inkstone on. If it is on already, remove it from the list and add it again.',
    },
    permissionsElevated: {
      seen: 'Windows asks for no permission, but programs that run as administrator take no keys from Inkstone.',
      fix: 'For those, use Copy and paste yourself.',
    },
    trayShown: { seen: 'The desktop shows tray icons.', fix: '' },
    trayNoHost: {
      seen: 'The tray icon cannot be shown.',
      fix: 'Add a system tray to your panel. Without it Inkstone stays reachable by the shortcut and by starting it again.',
    },
    trayGnome: {
      seen: 'GNOME shows no tray icons by itself.',
      fix: 'Install the extension “AppIndicator and KStatusNotifierItem Support”, or open Inkstone by the shortcut.',
    },
    notificationsThere: { seen: 'The desktop shows notifications.', fix: '' },
    notificationsMissing: {
      seen: 'Nothing on this desktop shows notifications.',
      fix: 'Install a notification service, or keep the window open while an answer is written.',
    },
    notificationsMuted: {
      seen: 'The system has notifications, but does not say whether Inkstone’s are shown.',
      fix: 'If none appear, allow them for Inkstone in the system’s settings and switch off “Do not disturb”.',
    },
    notificationsUnknown: {
      seen: 'The desktop could not be asked about notifications.',
      fix: 'If none appear, look in the system’s settings.',
    },
    gpuUsed: { seen: 'The loaded model runs on it.', fix: '' },
    gpuNotUsed: {
      seen: 'The loaded model runs on the CPU: no usable graphics processor was found, or its driver refused.',
      fix: 'Everything works, only slower. Up-to-date drivers may help; the Models page says what runs where.',
    },
    gpuOff: { seen: 'It is switched off in the settings.', fix: 'Switch it on under Settings, Engine, if you want to try it.' },
    gpuNoModel: { seen: 'No model is loaded, so nothing has tried it yet.', fix: 'Load a model under Models and run the test again.' },
  },
} as const;
