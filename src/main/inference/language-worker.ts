/** The worker that holds eld's tables (about 130 MB, 0.4 s to load), so that neither weighs on the main loop. */
import { parentPort } from 'node:worker_threads';
import { eld } from 'eld/small';
import { LANGUAGE_TAGS } from '#shared/models/language.ts';
import { invariant } from '#shared/utils/invariant.ts';

invariant(parentPort, 'language-worker runs as a worker thread');
const port = parentPort;
eld.setLanguageSubset([...LANGUAGE_TAGS]);

port.on('message', ({ id, text }: { readonly id: number; readonly text: string }) => {
  const result = eld.detect(text);
  port.postMessage({ id, isReliable: result.isReliable(), scores: Object.entries(result.getScores()) });
});
