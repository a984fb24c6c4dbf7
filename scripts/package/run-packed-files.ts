/**
 * Runs what was packed under plain Node, as the browser host: the archive is unpacked into a folder named like it, so the guard of
 * native modules is at work. Proves that no needed file was left out, that the list of native files fits, and that a changed one is
 * refused. It proves nothing about Electron.
 */
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, symlinkSync, writeSync, closeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { extractAll } from '@electron/asar';
import * as z from 'zod';
import type { Inspection } from './inspect-package.ts';

const LIMIT_MS = 60_000;
const READY = /Inkstone API is ready at (\S+) \(token file: (.+)\)/;
const SQLITE = 'node_modules/better-sqlite3/prebuilds';
const completionSchema = z.object({ choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1) });

interface Ending {
  readonly code: number | null;
  readonly output: string;
}

const toEnding = (error: unknown): Ending => ({ code: -1, output: error instanceof Error ? error.message : String(error) });

/** Starts the packed browser host; `onReady` gets the API's address and token, after which the host is asked to end. */
function serve(app: string, home: string, onReady: (address: string, token: string) => Promise<void>): Promise<Ending> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, INKSTONE_HOME: home, INKSTONE_THREADS: '1' };
    const child = spawn(process.execPath, [join(app, 'out/main/serve.js'), '--no-open', '--api'], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let isAsked = false;
    let failure: unknown;
    const limit = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS);
    const read = (chunk: Buffer): void => {
      output += chunk.toString('utf8');
      const [, address, tokenFile] = READY.exec(output) ?? [];
      if (isAsked || address === undefined || tokenFile === undefined) return;
      isAsked = true;
      onReady(address, readFileSync(tokenFile, 'utf8').trim())
        .catch((error: unknown) => (failure = error))
        .finally(() => child.kill('SIGTERM'));
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(limit);
      if (failure === undefined) resolve({ code, output });
      else reject(failure instanceof Error ? failure : new Error('the question failed', { cause: failure }));
    });
  });
}

/** Waits while the model is being loaded: the host is ready before it. */
async function ask(address: string, token: string): Promise<string> {
  const deadline = Date.now() + LIMIT_MS / 2;
  for (;;) {
    const response = await fetch(`${address}/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ messages: [{ role: 'user', content: 'Name a colour.' }], max_tokens: 12, temperature: 0 }),
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    if (response.ok) return completionSchema.parse(await response.json()).choices[0]?.message.content.trim() ?? '';
    const text = await response.text();
    if (response.status !== 503 || Date.now() > deadline)
      throw new Error(`the packed app answered ${response.status}: ${text.slice(0, 300)}`);
    await wait(250);
  }
}

/** `resources` is the folder that holds `app.asar`. */
export async function runPackedFiles(resources: string): Promise<Inspection> {
  const folder = mkdtempSync(join(tmpdir(), 'inkstone-packed-'));
  const app = join(folder, 'app.asar');
  const home = (name: string): string => join(folder, name);
  try {
    extractAll(join(resources, 'app.asar'), app);
    cpSync(join(resources, 'app.asar.unpacked'), `${app}.unpacked`, { recursive: true });
    symlinkSync(resources, join(app, 'resources'), 'junction');
    mkdirSync(home('data'));
    const start = performance.now();
    let answer = '';
    const run = await serve(app, home('data'), async (address, token) => void (answer = await ask(address, token))).catch(toEnding);
    const seconds = ((performance.now() - start) / 1_000).toFixed(1);
    changeOneByte(join(`${app}.unpacked`, SQLITE, `${process.platform}-${process.arch}.node`));
    const refused = await serve(app, home('refused'), () => Promise.resolve());
    return {
      faults: [
        ...(run.code === 0 && answer !== '' ? [] : [`the packed files do not run (exit code ${String(run.code)}):\n${run.output}`]),
        ...(refused.code === 1 && refused.output.includes('is not the one that was installed')
          ? []
          : [`a changed native file was not refused (exit code ${String(refused.code)}):\n${refused.output}`]),
      ],
      facts: [
        `the packed files run under Node: started, asked, ended in ${seconds} s; the model said "${answer.split('\n')[0] ?? ''}"`,
        `with one byte of better-sqlite3 changed the start ends with: ${refused.output.trim().split('\n').at(-1) ?? ''}`,
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function changeOneByte(path: string): void {
  const bytes = readFileSync(path);
  const at = bytes.length - 1;
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.from([(bytes[at] ?? 0) ^ 1]), 0, 1, at);
  closeSync(file);
}
