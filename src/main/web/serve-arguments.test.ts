import { expect, it } from 'vitest';
import { parseServeArguments } from './serve-arguments.ts';

it('understands every flag', () => {
  expect(parseServeArguments(['--serve', '--port', '4173', '--no-open', '--fake-engine', '--api', '--translate'])).toEqual({
    port: 4173,
    shouldOpen: false,
    isFakeEngine: true,
    isApiWanted: true,
    view: 'translate',
  });
});
it('has defaults a person wants', () => {
  expect(parseServeArguments([])).toEqual({ port: 0, shouldOpen: true, isFakeEngine: false, isApiWanted: false, view: null });
});
it.each([['--port', '65536'], ['--port', '-1'], ['--port', '80x'], ['--port'], ['--prot', '1'], ['extra']])(
  '%s %s is refused',
  (...args) => {
    expect(() => parseServeArguments(args)).toThrow(/./);
  },
);
