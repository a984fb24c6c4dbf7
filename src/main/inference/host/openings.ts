/**
 * The fixed beginnings of the commands' prompts, read once while the engine is idle and kept as KV states in files of a
 * private folder, so that a command reads only the user's own text. A state costs no sequence: it is read where no chat
 * is, and copied into whichever sequence a command gets (a millisecond or two).
 */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Token } from 'node-llama-cpp';
import type { Opening } from '../engine.ts';
import type { WritingModel } from './model-loader.ts';
import { readTokens } from './prompt-reading.ts';
import type { PromptBuilder } from './prompt-tokens.ts';
import type { Slot } from './slots.ts';
import { commonPrefixLength } from './token-alignment.ts';

/** Less is read as fast as it is fetched. */
const MIN_OPENING_TOKENS = 16;
const FOLDER_PREFIX = 'inkstone-openings-';
/** All states together; what would go beyond it is read anew each time. */
const MAX_TOTAL_BYTES = 192 * 1_048_576;

interface State {
  readonly tokens: readonly Token[];
  readonly path: string;
  readonly sizeBytes: number;
}

export interface OpeningsReport {
  readonly count: number;
  readonly tokens: number;
  readonly sizeBytes: number;
}

export interface Openings {
  readonly report: OpeningsReport;
  /** Replaces what is to be kept; reads nothing yet. @throws AppError MODEL_TEMPLATE_BROKEN */
  plan(openings: readonly Opening[]): void;
  /**
   * Reads what is missing. True when nothing more can be read; false when the signal aborted, between two chunks, or every
   * sequence holds a chat.
   */
  read(signal: AbortSignal): Promise<boolean>;
  /** Puts the longest kept beginning of `tokens` into the sequence, when it holds less of them. */
  restore(slot: Slot, tokens: readonly Token[]): Promise<void>;
  dispose(): void;
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** An engine that was killed could not clean up after itself. */
function removeOrphans(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(FOLDER_PREFIX) ? Number.parseInt(name.slice(FOLDER_PREFIX.length), 10) : Number.NaN;
    if (Number.isNaN(pid) || pid === process.pid || isAlive(pid)) continue;
    rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}

const startsWith = (tokens: readonly Token[], start: readonly Token[]): boolean => commonPrefixLength(tokens, start) === start.length;

export function createOpenings({ slots, governor }: WritingModel, prompts: PromptBuilder): Openings {
  let wanted: readonly (readonly Token[])[] = [];
  let states: readonly State[] = [];
  let folder: string | undefined;
  let made = 0;

  const forget = (state: State): void => {
    states = states.filter((other) => other !== state);
    rmSync(state.path, { force: true });
  };
  const newPath = (): string => {
    if (folder === undefined) {
      removeOrphans();
      folder = mkdtempSync(join(tmpdir(), `${FOLDER_PREFIX}${process.pid}-`));
    }
    made += 1;
    return join(folder, `${made}.bin`);
  };
  const totalBytes = (): number => states.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);

  /** False when it was stopped. */
  const readOne = async (tokens: readonly Token[], slot: Slot, signal: AbortSignal): Promise<boolean> => {
    const { sequence } = slot;
    await sequence.adaptStateToTokens([...tokens], false);
    const onProgress = (count: number): void => void (slot.known = tokens.slice(0, count));
    onProgress(sequence.nextTokenIndex);
    if (!(await readTokens({ sequence, tokens, signal, governor, onProgress }))) return false;
    const path = newPath();
    const { fileSize } = await sequence.saveStateToFile(path);
    states = [...states, { tokens, path, sizeBytes: fileSize }];
    return true;
  };

  return {
    get report() {
      return { count: states.length, tokens: states.reduce((sum, { tokens }) => sum + tokens.length, 0), sizeBytes: totalBytes() };
    },
    plan(openings) {
      const found = openings.map(({ samples: [one, other] }) => {
        const [first, second] = [prompts.render(one), prompts.render(other)];
        return first.slice(0, commonPrefixLength(first, second));
      });
      wanted = found.filter(({ length }) => length >= MIN_OPENING_TOKENS);
      for (const state of states.filter(
        ({ tokens }) => !wanted.some((other) => other.length === tokens.length && startsWith(other, tokens)),
      )) {
        forget(state);
      }
    },
    async read(signal) {
      for (const tokens of wanted) {
        if (states.some((state) => state.tokens.length === tokens.length && startsWith(tokens, state.tokens))) continue;
        const slot = slots.findSpare();
        // The library keeps no whole state of models with a sliding window.
        if (slot === undefined) return false;
        if (slot.sequence.needsCheckpoints || tokens.length >= slot.sequence.contextSize) return true;
        const bytesPerToken = states.length === 0 ? 0 : totalBytes() / states.reduce((sum, state) => sum + state.tokens.length, 0);
        if (totalBytes() + bytesPerToken * tokens.length > MAX_TOTAL_BYTES) return true;
        if (!(await readOne(tokens, slot, signal))) return false;
      }
      return true;
    },
    async restore(slot, tokens) {
      const best = states.filter((state) => startsWith(tokens, state.tokens)).sort((a, b) => b.tokens.length - a.tokens.length)[0];
      if (best === undefined || commonPrefixLength(tokens, slot.known) >= best.tokens.length) return;
      // A file that somebody cut short would take the process down with it.
      if (statSync(best.path, { throwIfNoEntry: false })?.size !== best.sizeBytes) {
        forget(best);
        return;
      }
      slot.known = [];
      // The library forgets what a sequence holds before it tries: a load that fails must leave it truly empty.
      await slot.sequence.clearHistory();
      try {
        await slot.sequence.loadStateFromFile(best.path, { acceptRisk: true });
        slot.known = best.tokens;
      } catch {
        // What cannot be fetched is read.
        forget(best);
      }
    },
    dispose() {
      states = [];
      wanted = [];
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
      folder = undefined;
    },
  };
}
