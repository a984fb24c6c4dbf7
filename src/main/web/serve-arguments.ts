/** The command line of the browser host. */
import { parseArgs } from 'node:util';

export type View = 'quick-ask' | 'write' | 'translate';

export interface ServeArguments {
  /** 0: a free one. */
  readonly port: number;
  readonly shouldOpen: boolean;
  readonly isFakeEngine: boolean;
  readonly isApiWanted: boolean;
  readonly view: View | null;
}

/** @throws Error with a sentence for the user. */
export function parseServeArguments(args: readonly string[]): ServeArguments {
  const { values } = parseArgs({
    args: [...args],
    strict: true,
    allowPositionals: false,
    options: {
      serve: { type: 'boolean', default: true },
      port: { type: 'string', default: '0' },
      'no-open': { type: 'boolean', default: false },
      'fake-engine': { type: 'boolean', default: false },
      api: { type: 'boolean', default: false },
      'quick-ask': { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      translate: { type: 'boolean', default: false },
    },
  });
  if (!/^\d{1,5}$/.test(values.port) || Number(values.port) > 65_535) {
    throw new Error(`--port needs a number from 0 to 65535, not "${values.port}".`);
  }
  const views: View[] = ['quick-ask', 'write', 'translate'];
  return {
    port: Number(values.port),
    shouldOpen: !values['no-open'],
    isFakeEngine: values['fake-engine'],
    isApiWanted: values.api,
    view: views.find((view) => values[view]) ?? null,
  };
}
