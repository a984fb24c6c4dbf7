/**
 * Which language a text is in, decided on this machine: the writing system first, statistics (eld, in a worker that ends
 * itself when idle) for Latin letters. Used by Write, Translate and Quick ask.
 */
import { Worker } from 'node:worker_threads';
import * as z from 'zod';
import { languageTagSchema } from '#shared/models/language.ts';
import type { DetectedLanguage } from '#shared/models/language.ts';
import { findByScript } from './script-rule.ts';
import { countCommonWords } from './common-words.ts';

const IDLE_MS = 60_000;
const ANSWER_MS = 10_000;
/** Fewer words than this, and common words count for more than letter statistics. */
const FEW_WORDS = 5;
/** A text with less than this part of Latin letters is a mixture, and no claim is made. */
const MIXED = 0.7;
const CANNOT_CLAIM = 0.45;
const UNSURE: DetectedLanguage = { language: null, confidence: 0 };

const answerSchema = z.object({
  id: z.int(),
  isReliable: z.boolean(),
  scores: z.array(z.tuple([z.string(), z.number()])),
});
export type LatinScores = Omit<z.infer<typeof answerSchema>, 'id'>;

export interface LanguageDetector {
  /** Never throws: what cannot be told comes back with low confidence. */
  detect(text: string): Promise<DetectedLanguage>;
  dispose(): Promise<void>;
}

/** Turns eld's scores into a confidence: the lead over the runner-up, capped where eld itself is not sure. */
export function judgeLatin(letters: string, found: LatinScores): DetectedLanguage {
  const words = letters
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const [common] = countCommonWords(words);
  if (words.length < FEW_WORDS && common) {
    const confidence = common.isAlone ? 0.6 + (0.3 * common.count) / words.length : 0.4;
    return { language: common.language, confidence };
  }
  const ranked = found.scores
    .flatMap(([tag, score]) => {
      const language = languageTagSchema.safeParse(tag);
      return language.success ? [{ language: language.data, score }] : [];
    })
    .sort((a, b) => b.score - a.score);
  const [first, second] = ranked;
  if (!first) return UNSURE;
  const lead = second ? (first.score - second.score) / first.score : 1;
  const confidence = found.isReliable ? Math.min(0.99, 0.75 + lead) : Math.min(CANNOT_CLAIM, 0.2 + lead);
  return { language: first.language, confidence };
}

/**
 * Starts the worker with the first Latin text and ends it after a minute without one. `workerUrl` is
 * `language-worker.ts` in the source tree and `language.js` beside the built entries.
 */
export function createLanguageDetector(options: {
  readonly workerUrl: URL;
  readonly log: { warn(message: string, ...details: readonly unknown[]): void };
}): LanguageDetector {
  let worker: Worker | null = null;
  let nextId = 1;
  let idleTimer: NodeJS.Timeout | null = null;
  const waiting = new Map<number, (found: LatinScores | null) => void>();

  const answerAll = (): void => {
    for (const answer of waiting.values()) answer(null);
    waiting.clear();
  };

  const end = async (): Promise<void> => {
    const ending = worker;
    worker = null;
    if (idleTimer) clearTimeout(idleTimer);
    idleTimer = null;
    answerAll();
    await ending?.terminate();
  };

  const ensureWorker = (): Worker => {
    if (worker) return worker;
    const started = new Worker(options.workerUrl);
    started.unref();
    started.on('message', (message: unknown) => {
      const parsed = answerSchema.safeParse(message);
      if (!parsed.success) return;
      waiting.get(parsed.data.id)?.(parsed.data);
      waiting.delete(parsed.data.id);
    });
    const onGone = (cause: unknown): void => {
      if (worker !== started) return;
      options.log.warn('the language worker ended', cause);
      worker = null;
      answerAll();
    };
    started.on('error', onGone);
    started.on('exit', onGone);
    worker = started;
    return started;
  };

  const askWorker = (text: string): Promise<LatinScores | null> =>
    new Promise((resolve) => {
      const id = nextId;
      nextId += 1;
      const deadline = setTimeout(() => {
        waiting.delete(id);
        resolve(null);
      }, ANSWER_MS);
      waiting.set(id, (found) => {
        clearTimeout(deadline);
        resolve(found);
      });
      if (idleTimer) clearTimeout(idleTimer);
      idleTimer = setTimeout(() => void end(), IDLE_MS);
      idleTimer.unref();
      ensureWorker().postMessage({ id, text });
    });

  return {
    async detect(text) {
      const finding = findByScript(text);
      if (finding.kind === 'known') return finding.detected;
      const found = await askWorker(finding.letters);
      if (!found) return UNSURE;
      const { language, confidence } = judgeLatin(finding.letters, found);
      const most = finding.share < MIXED ? CANNOT_CLAIM : 1;
      return { language, confidence: Math.round(Math.min(most, confidence * finding.share) * 100) / 100 };
    },
    dispose: end,
  };
}
