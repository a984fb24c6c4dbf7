/**
 * The yardstick of the generation bench: a bare `sequence.evaluate` loop in a process of its own, at its best thread count.
 * Started by `generation-ratio.ts`; answers `run` messages with tokens per second.
 */
import { availableParallelism } from 'node:os';
import { getLlama, JinjaTemplateChatWrapper } from 'node-llama-cpp';

const [, , modelPath = '', question = '', tokenCount = '128'] = process.argv;
const count = Number(tokenCount);

const llama = await getLlama({ gpu: false, build: 'never', maxThreads: availableParallelism(), logger: () => undefined });
const model = await llama.loadModel({ modelPath });
const context = await model.createContext({ contextSize: 2_048, threads: { ideal: availableParallelism(), min: 1 } });
const sequence = context.getSequence();
const template: unknown = model.fileInfo.metadata.tokenizer.chat_template;
const wrapper = new JinjaTemplateChatWrapper({ template: String(template), functionCallMessageTemplate: 'noJinja' });
const { contextText } = wrapper.generateContextState({
  chatHistory: [
    { type: 'user', text: question },
    { type: 'model', response: [] },
  ],
});
const prompt = contextText.tokenize(model.tokenizer);

/**
 * Writing speed from the first token on. The prompt is kept from the last time, as the engine keeps it: after a rest the
 * first tokens take twice as long, and reading a prompt would hide that from one of the two.
 */
async function measure(): Promise<number> {
  await sequence.adaptStateToTokens(prompt.slice(0, -1), false);
  let first = 0;
  let written = 0;
  for await (const _token of sequence.evaluate(prompt.slice(sequence.nextTokenIndex), { temperature: 0, yieldEogToken: true })) {
    written += 1;
    if (written === 1) first = performance.now();
    if (written >= count) break;
  }
  return ((written - 1) * 1_000) / (performance.now() - first);
}

let best = { threads: 1, speed: 0 };
for (let threads = 1; threads <= availableParallelism(); threads += 1) {
  llama.maxThreads = threads;
  const speed = Math.max(await measure(), await measure());
  if (speed > best.speed) best = { threads, speed };
}
llama.maxThreads = best.threads;

process.on('message', () => {
  measure().then(
    (tokensPerSecond) => process.send?.({ tokensPerSecond }),
    () => process.exit(1),
  );
});
process.send?.({ threads: best.threads });
