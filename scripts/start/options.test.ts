import { expect, test } from 'vitest';
import { fromFolder, readOptions } from './options.mjs';
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

test('relative paths in the environment are meant from where the user is', () => {
  const env = { INKSTONE_HOME: 'data', INKSTONE_MODEL: './models/a b.gguf', OTHER: 'x' };
  expect(fromFolder('/work', env, ['INKSTONE_HOME', 'INKSTONE_MODEL'])).toEqual({
    INKSTONE_HOME: '/work/data',
    INKSTONE_MODEL: '/work/models/a b.gguf',
  });
  const others = { INKSTONE_HOME: '', A: '/there/x.gguf', B: '~/x.gguf', C: '"x.gguf"', D: 'file:///x.gguf' };
  expect(fromFolder('/work', others, ['INKSTONE_HOME', 'A', 'B', 'C', 'D', 'E'])).toEqual({});
});
