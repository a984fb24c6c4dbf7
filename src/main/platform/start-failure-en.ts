export const START_FAILURE_EN = {
  code: {
    DISK_FULL: 'The disk is full. Free some space and start again.',
    STORAGE_READ_ONLY: 'The data folder cannot be written. Check its permissions, or choose another with INKSTONE_HOME.',
    STORAGE_DAMAGED:
      'The library file is damaged. It was left untouched; restore the newest file of the folder "backups", then start again.',
    STORAGE_FAILED:
      'The library file "inkstone.db" in the data folder cannot be opened. Move it away, or choose another with INKSTONE_HOME.',
    STORAGE_BUSY: 'The library is in use by another program. Close that program and start again.',
  },
  noPermission: 'The data folder cannot be used: permission denied. Check its permissions, or choose another with INKSTONE_HOME.',
  noPlace: 'The data folder cannot be made there. Choose another with INKSTONE_HOME.',
  readOnlyDisk: 'The data folder is on a read-only disk. Choose another with INKSTONE_HOME.',
  noFolder: 'INKSTONE_HOME names a file, not a folder. Choose another folder.',
  otherCode: (code: string) => `Inkstone could not start (${code}). The log in the data folder says more.`,
  unknown: 'Inkstone could not start. The log in the data folder says more.',
  changed: (file: string) => `The program file "${file}" is not the one that was installed, so it was not loaded. Install Inkstone anew.`,
  newer: 'The library was last used by a newer Inkstone.',
  newerBy: (writtenBy: string, running: string) => `The library was last used by Inkstone ${writtenBy}, and this is ${running}.`,
  newerWays: ' It was left untouched. Start the newer version again, or choose another data folder with INKSTONE_HOME.',
  newerBack: (backup: string) =>
    ` To go on with this one, put a copy of "backups/${backup}" in the place of "inkstone.db"; keep the old file, it holds what you wrote since.`,
  held: (pid: number, time: string) => `Inkstone is already running (process ${pid} since ${time}).`,
} as const;

type Widened<T> = T extends string
  ? string
  : T extends (...args: infer Args) => string
    ? (...args: Args) => string
    : { readonly [Key in keyof T]: Widened<T[Key]> };
/** Every language has the same sentences. */
export type StartFailureTexts = Widened<typeof START_FAILURE_EN>;
