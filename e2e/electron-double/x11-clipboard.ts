/** What is on an X server's clipboard, through xclip: for specs with real windows of other programs beside the double. One format at a time. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';

type Contents = Readonly<Record<string, Blob>>;

const run = promisify(execFile);
const MOST_BYTES = 50_000_000;
/** X11's names and the web's. */
const TEXT = { x11: 'UTF8_STRING', web: 'text/plain' } as const;

export async function readX11(selection: 'clipboard' | 'primary'): Promise<Contents> {
  const get = async (target: string): Promise<Buffer> => {
    const options = { encoding: 'buffer' as const, maxBuffer: MOST_BYTES };
    const { stdout } = await run('xclip', ['-o', '-selection', selection, '-t', target], options).catch(() => ({
      stdout: Buffer.alloc(0),
    }));
    return stdout;
  };
  const targets = (await get('TARGETS')).toString().split('\n');
  const known = targets.filter((name) => name === TEXT.x11 || /^(image|text)\/[\w.+-]+$/.test(name));
  const parts = known.map(async (name) => {
    const type = name === TEXT.x11 ? TEXT.web : name;
    return [type, new Blob([new Uint8Array(await get(name))], { type })] as const;
  });
  return Object.fromEntries(await Promise.all(parts));
}

/** Text before anything else: xclip serves one format. */
export async function writeX11(selection: 'clipboard' | 'primary', contents: Contents): Promise<void> {
  const type = TEXT.web in contents ? TEXT.web : (Object.keys(contents)[0] ?? TEXT.web);
  const data = Buffer.from((await contents[type]?.arrayBuffer()) ?? new ArrayBuffer());
  const child = spawn('xclip', ['-i', '-selection', selection, '-t', type === TEXT.web ? TEXT.x11 : type], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.stdin.end(data);
  await once(child, 'exit');
}
