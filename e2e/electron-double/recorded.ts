/** What main told the system, in the order in which it did; a spec reads it over the control. */

export interface Call {
  readonly name: string;
  readonly args: readonly unknown[];
}

export const calls: Call[] = [];

/** Keeps a copy: main may change its object later. Functions are left out. */
export function recorded(name: string, ...args: unknown[]): void {
  if (process.env['ELECTRON_DOUBLE_DEBUG'] === '1') process.stderr.write(`${name} ${JSON.stringify(args)}\n`);
  calls.push({ name, args: JSON.parse(JSON.stringify(args)) as unknown[] });
}
