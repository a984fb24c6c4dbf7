/** Starts a process that watches this one as its starter; prints the number of that process, then stays. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const WATCHER = `
const { watchStarter } = await import(${JSON.stringify(new URL('./watch-starter.ts', import.meta.url).href)});
watchStarter(process.env['INKSTONE_STARTED_BY'], () => process.exit(0));
process.stdout.write(process.pid + '\\n');
setInterval(() => undefined, 1_000);
`;

spawn(process.execPath, ['--input-type=module', '-e', WATCHER], {
  cwd: fileURLToPath(new URL('.', import.meta.url)),
  stdio: ['ignore', 'inherit', 'inherit'],
  env: { ...process.env, INKSTONE_STARTED_BY: String(process.pid) },
});
