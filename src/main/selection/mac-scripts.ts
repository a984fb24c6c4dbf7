/** What osascript is given (JavaScript for Automation): keys and the window in front. Plain text here, so that tests can run it. */

/** Shift, Control, Option and Command; Caps Lock is a state, not a key that is held. */
const MODIFIERS = '0x1e0000';
const HELD_MS = 600;
const POLL_S = 0.015;

/** A shortcut is still held down when it is answered: with its keys, Command+C would be another chord. Those held too long stop it. */
const afterModifiers = (press: string): string =>
  [
    'ObjC.import("AppKit")',
    `const end = Date.now() + ${HELD_MS}`,
    `while (($.NSEvent.modifierFlags & ${MODIFIERS}) !== 0) {`,
    '  if (Date.now() >= end) throw new Error("modifier keys are held down")',
    `  delay(${POLL_S})`,
    '}',
    `Application("System Events").${press}`,
  ].join('\n');

export const KEY_SCRIPTS = {
  copy: afterModifiers('keystroke("c", { using: "command down" })'),
  paste: afterModifiers('keystroke("v", { using: "command down" })'),
  undo: afterModifiers('keystroke("z", { using: "command down" })'),
  'to-end': afterModifiers('keyCode(124)'),
  'line-end': afterModifiers('keyCode(124, { using: "command down" })'),
} as const;

/**
 * Prints the front process and the number that the window server gave its frontmost window (0: none), which needs no permission of
 * its own, unlike a title, and stays when a title changes. The list is of what is on screen, without the desktop, front to back;
 * it is read key by key, because unwrapped as a whole it is undefined on some versions.
 */
export const FRONT_SCRIPT = [
  'ObjC.import("CoreGraphics")',
  'const pid = Application("System Events").processes.whose({ frontmost: true })[0].unixId()',
  'const windows = ObjC.castRefToObject($.CGWindowListCopyWindowInfo(17, 0))',
  'let number = 0',
  'for (let at = 0; at < windows.count && number === 0; at += 1) {',
  '  const read = (key) => Number(ObjC.unwrap(windows.objectAtIndex(at).objectForKey(key)))',
  '  const isNormal = read("kCGWindowLayer") === 0 && read("kCGWindowAlpha") > 0',
  '  if (isNormal && read("kCGWindowOwnerPID") === pid) number = read("kCGWindowNumber")',
  '}',
  'pid + " " + number',
].join('\n');
