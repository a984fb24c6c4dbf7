import { expect, test } from 'vitest';
import { readOptions } from './options.mjs';
import { Problem } from './steps.mjs';

test('options reach the host under their own names, and --serve and --home stay here', () => {
  const options = readOptions(['--serve', '--port', '4173', '--no-open', '--fake-engine', '--api', '--home', 'data', '--write'], '/work');
  expect(options).toEqual({
    help: false,
    serve: true,
    fakeEngine: true,
    home: '/work/data',
    hostArguments: ['--port', '4173', '--no-open', '--fake-engine', '--api', '--write'],
  });
});

test('no options mean no options for the host', () => {
  expect(readOptions([], '/work')).toEqual({ help: false, serve: false, fakeEngine: false, home: undefined, hostArguments: [] });
});

test('--api means the browser host, whose port it is served on', () => {
  expect(readOptions(['--api'], '/work')).toMatchObject({ serve: true, hostArguments: ['--api'] });
});

test.each([['--port', '70000'], ['--port', 'x'], ['--port', '-1'], ['--prot', '1'], ['stray']])(
  'a wrong option is refused with the way to help: %s %s',
  (...argv) => {
    expect(() => readOptions(argv, '/work')).toThrow(Problem);
  },
);
