/** The options of `npm start`: read once here, handed on to the host under the same names. */
import { isAbsolute, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Problem } from './steps.mjs';

export const HELP = `Usage: npm start -- [options]

Installs what is missing, fetches the starter model, builds, and opens Inkstone.

  --serve         use the browser host, also where Electron is installed
  --port N        port of the browser host (default: a free one)
  --no-open       do not open a browser window; just print the address
  --fake-engine   run with a scripted engine instead of a model
  --home DIR      data folder (the same as INKSTONE_HOME)
  --api           turn on the local OpenAI-compatible API for this run (implies --serve)
  --quick-ask     open the quick-ask view (also in an instance already running)
  --write         open the writing view
  --translate     open the translation view
  --help          show this text

Environment: INKSTONE_HOME data folder, INKSTONE_MODEL a GGUF file to load, INKSTONE_THREADS thread count,
ELECTRON_OVERRIDE_DIST_PATH a folder with an Electron of your own.
`;

const VIEWS = /** @type {const} */ (['quick-ask', 'write', 'translate']);

/** @typedef {ReturnType<typeof readOptions>} StartOptions */

/** @param {readonly string[]} argv */
function parse(argv) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        serve: { type: 'boolean', default: false },
        port: { type: 'string' },
        'no-open': { type: 'boolean', default: false },
        'fake-engine': { type: 'boolean', default: false },
        home: { type: 'string' },
        api: { type: 'boolean', default: false },
        'quick-ask': { type: 'boolean', default: false },
        write: { type: 'boolean', default: false },
        translate: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    throw new Problem(error instanceof Error ? error.message : String(error), 'see `npm start -- --help`', { cause: error });
  }
}

/**
 * @param {readonly string[]} argv
 * @param {string} baseFolder what a relative `--home` is relative to
 */
export function readOptions(argv, baseFolder) {
  const values = parse(argv);
  const port = values.port;
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) <= 65_535)) {
    throw new Problem(`--port wants a number from 0 to 65535, not "${port}"`, 'see `npm start -- --help`');
  }
  const view = VIEWS.find((name) => values[name]);
  const hostArguments = [
    ...(port === undefined ? [] : ['--port', port]),
    ...(values['no-open'] ? ['--no-open'] : []),
    ...(values['fake-engine'] ? ['--fake-engine'] : []),
    ...(values.api ? ['--api'] : []),
    ...(view === undefined ? [] : [`--${view}`]),
  ];
  return {
    help: values.help,
    serve: values.serve || values.api, // the API is served on the port of the browser host
    fakeEngine: values['fake-engine'],
    home: values.home === undefined ? undefined : resolve(baseFolder, values.home),
    hostArguments,
  };
}

/**
 * Paths in the environment as the user meant them: npm and the host run in the repository, the user need not. What is no
 * plain path (quoted, `~`, a file address) is left for the host to read.
 * @param {string} folder where the user is
 * @param {NodeJS.ProcessEnv} env
 * @param {readonly string[]} names
 * @returns {NodeJS.ProcessEnv}
 */
export function fromFolder(folder, env, names) {
  const plain = names.flatMap((name) => {
    const value = env[name]?.trim();
    return value && !isAbsolute(value) && !/^(?:["'~]|file:)/.test(value) ? [[name, resolve(folder, value)]] : [];
  });
  return Object.fromEntries(plain);
}
