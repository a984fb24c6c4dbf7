/** `npm run torture`: the long forms of two proofs of `npm test`. Ends with code 1 when one of them fails. */
import process from 'node:process';
import { parseArgs } from 'node:util';
import { runGgufTorture } from './torture/gguf-torture.ts';
import { runKillTorture } from './torture/kill-torture.ts';

const HELP = `Usage: npm run torture -- [--kills N] [--gguf N] [--seed S]

  --kills N   kill -9 the store N times while it sends and streams; no acknowledged message may be lost
  --gguf N    feed the engine process N damaged GGUF files; each must end in a clear error and leave the app alive
  --seed S    the random seed (default: from the clock; it is printed)
`;

const log = (line: string): void => console.log(`  ${line}`);

function readCount(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw new Error(`--${name} wants a whole number, not "${text}"`);
  return Number(text);
}

async function tortureStore(kills: number, seed: number): Promise<boolean> {
  console.log(`${kills} kills, seed ${seed}`);
  const result = await runKillTorture({ kills, seed, log });
  const { acknowledged, lost, torn, damaged, unindexed, durationMs } = result;
  const seconds = (durationMs / 1000).toFixed(0);
  console.log(
    `${result.kills} kills in ${seconds} s: ${acknowledged} acknowledged, ${lost} lost, ${torn} torn, ${damaged} damaged, ${unindexed} unindexed`,
  );
  return result.kills === kills && lost + torn + damaged + unindexed === 0;
}

async function tortureEngine(count: number, seed: number): Promise<boolean> {
  console.log(`${count} damaged GGUF files, seed ${seed}`);
  const { mutants, refused, accepted, wrong, unusable, codes, durationMs } = await runGgufTorture({ count, seed, log });
  const seconds = (durationMs / 1000).toFixed(0);
  console.log(
    `${mutants} files in ${seconds} s: ${refused} refused, ${accepted} loaded, ${wrong.length} wrong, ${unusable.length} left the engine unusable`,
  );
  for (const [code, times] of Object.entries(codes)) console.log(`  ${code}: ${times}`);
  for (const name of [...wrong, ...unusable]) console.log(`  failed: ${name}`);
  return mutants === count && wrong.length + unusable.length === 0;
}

const { values } = parseArgs({
  options: {
    kills: { type: 'string' },
    gguf: { type: 'string' },
    seed: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const kills = readCount('kills', values.kills);
const gguf = readCount('gguf', values.gguf);

if (values.help || (kills === undefined && gguf === undefined)) {
  console.log(HELP);
} else {
  const seed = readCount('seed', values.seed) ?? Date.now() % 1_000_000;
  const isStoreSafe = kills === undefined || (await tortureStore(kills, seed));
  const isEngineSafe = gguf === undefined || (await tortureEngine(gguf, seed));
  process.exitCode = isStoreSafe && isEngineSafe ? 0 : 1;
}
