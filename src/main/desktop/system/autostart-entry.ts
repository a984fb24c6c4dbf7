/** The desktop file that starts Inkstone at login on Linux, by the Desktop Entry Specification 1.5. */

/** Pure: one argument of `Exec`: quoted, then escaped once more as every string value is, with `%` doubled. */
function execArgument(argument: string): string {
  const quoted = /^[\w@+=:,./-]+$/.test(argument) ? argument : `"${argument.replaceAll(/["`$\\]/g, '\\$&')}"`;
  return quoted.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('%', '%%');
}

/** Pure: the whole file for the command and its arguments. */
export function autostartEntry(command: readonly string[]): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Version=1.5',
    'Name=Inkstone',
    'Comment=A private assistant on your own computer',
    `Exec=${command.map(execArgument).join(' ')}`,
    'Terminal=false',
    'StartupNotify=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}
