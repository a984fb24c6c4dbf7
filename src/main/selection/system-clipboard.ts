/** The clipboard as giving back needs it. Electron's is in `main/desktop`, the tests' is made of xclip. */

export interface SystemClipboard {
  /** Empty when there is no text. */
  readText(): Promise<string>;
  /** X11's other clipboard: what is selected. Absent where there is none. */
  readonly readPrimary?: (() => Promise<string>) | undefined;
  /** Takes everything that is on the clipboard, in all its formats, and gives the way to put it back. */
  save(): Promise<() => Promise<void>>;
  writeText(text: string): Promise<void>;
  /** As `writeText`, for text that is only passing through: asks clipboard histories not to keep it where there is a way to ask. */
  writePassing(text: string): Promise<void>;
  clear(): Promise<void>;
}
