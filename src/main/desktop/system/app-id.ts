/**
 * Who we are to Windows: the `appId` of electron-builder.yml. Without it notifications do not belong to the shortcut that the installer
 * made, and the entry that starts Inkstone at login has a name that the uninstaller does not know.
 */
export const APP_ID = 'app.inkstone.desktop';
