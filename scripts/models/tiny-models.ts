/** What the tiny models are: random weights, real mechanics. The same bytes on every machine. */
import type { GgufLayout, GgufWriteTensor, GgufWriteValue } from './gguf-writer.ts';
import { writeGguf } from './gguf-writer.ts';
import { seededRandom } from './seeded-random.ts';
import type { TinyVocabulary } from './tiny-vocabulary.ts';
import { byteLevelVocabulary, wordPieceVocabulary } from './tiny-vocabulary.ts';

const WIDTH = 64;
const HIDDEN = 128;
const HEADS = 4;
const LAYERS = 2;

export const CHATML_TEMPLATE =
  "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>\\n' }}{% endfor %}" +
  "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";
/** DialoGPT's: each turn ended by the end-of-text token, and no roles at all. */
export const DIALOGPT_TEMPLATE = '{% for message in messages %}{{ message.content }}{{ eos_token }}{% endfor %}';
const LOOPING_TEMPLATE = `{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}${CHATML_TEMPLATE}`;
const BROKEN_TEMPLATE = '{% for message in messages %}{{ message.content }';

type Weights = (name: string, dimensions: readonly number[], fill?: 'random' | 'ones' | 'zeros') => GgufWriteTensor;

function createWeights(seed: number): Weights {
  const random = seededRandom(seed);
  return (name, dimensions, fill = 'random') => {
    const size = dimensions.reduce((product, dimension) => product * dimension, 1);
    const data = new Float32Array(size);
    if (fill !== 'zeros') for (let index = 0; index < size; index += 1) data[index] = fill === 'ones' ? 1 : (random() - 0.5) * 0.4;
    return { name, dimensions, data };
  };
}

/** Rows of tokens that must not be written are zero, so that greedy decoding keeps to readable text. */
function outputTensor(weights: Weights, vocabulary: TinyVocabulary): GgufWriteTensor {
  const tensor = weights('output.weight', [WIDTH, vocabulary.size]);
  for (const [row, isWritable] of vocabulary.writable.entries()) if (!isWritable) tensor.data.fill(0, row * WIDTH, (row + 1) * WIDTH);
  return tensor;
}

function general(architecture: string, name: string, context: number, template?: string): Map<string, GgufWriteValue> {
  return new Map<string, GgufWriteValue>([
    ['general.architecture', { type: 'string', value: architecture }],
    ['general.name', { type: 'string', value: name }],
    ['general.license', { type: 'string', value: 'cc0-1.0' }],
    ['general.file_type', { type: 'u32', value: 0 }],
    [`${architecture}.block_count`, { type: 'u32', value: LAYERS }],
    [`${architecture}.context_length`, { type: 'u32', value: context }],
    [`${architecture}.embedding_length`, { type: 'u32', value: WIDTH }],
    [`${architecture}.feed_forward_length`, { type: 'u32', value: HIDDEN }],
    [`${architecture}.attention.head_count`, { type: 'u32', value: HEADS }],
    ...(template === undefined ? [] : [['tokenizer.chat_template', { type: 'string', value: template }] as const]),
  ]);
}

function llama(name: string, context: number, seed: number, template: string): GgufLayout {
  const vocabulary = byteLevelVocabulary('<|im_end|>');
  const weights = createWeights(seed);
  const values = new Map([
    ...general('llama', name, context, template),
    ['llama.attention.head_count_kv', { type: 'u32', value: HEADS }] as const,
    ['llama.attention.layer_norm_rms_epsilon', { type: 'f32', value: 1e-5 }] as const,
    ['llama.rope.dimension_count', { type: 'u32', value: WIDTH / HEADS }] as const,
    ['llama.vocab_size', { type: 'u32', value: vocabulary.size }] as const,
    ...vocabulary.values,
  ]);
  const layers = Array.from({ length: LAYERS }, (_, layer) => {
    const at = (part: string): string => `blk.${layer}.${part}.weight`;
    return [
      weights(at('attn_norm'), [WIDTH], 'ones'),
      weights(at('attn_q'), [WIDTH, WIDTH]),
      weights(at('attn_k'), [WIDTH, WIDTH]),
      weights(at('attn_v'), [WIDTH, WIDTH]),
      weights(at('attn_output'), [WIDTH, WIDTH]),
      weights(at('ffn_norm'), [WIDTH], 'ones'),
      weights(at('ffn_gate'), [WIDTH, HIDDEN]),
      weights(at('ffn_up'), [WIDTH, HIDDEN]),
      weights(at('ffn_down'), [HIDDEN, WIDTH]),
    ];
  });
  const embedding = weights('token_embd.weight', [WIDTH, vocabulary.size]);
  return writeGguf(values, [
    embedding,
    weights('output_norm.weight', [WIDTH], 'ones'),
    outputTensor(weights, vocabulary),
    ...layers.flat(),
  ]);
}

function gpt2(name: string, context: number, seed: number, template?: string): GgufLayout {
  const vocabulary = byteLevelVocabulary('<|endoftext|>');
  const weights = createWeights(seed);
  const values = new Map([
    ...general('gpt2', name, context, template),
    ['gpt2.attention.layer_norm_epsilon', { type: 'f32', value: 1e-5 }] as const,
    ...vocabulary.values,
  ]);
  const linear = (name_: string, inputs: number, outputs: number): GgufWriteTensor[] => [
    weights(`${name_}.weight`, [inputs, outputs]),
    weights(`${name_}.bias`, [outputs], 'zeros'),
  ];
  const norm = (name_: string): GgufWriteTensor[] => [
    weights(`${name_}.weight`, [WIDTH], 'ones'),
    weights(`${name_}.bias`, [WIDTH], 'zeros'),
  ];
  const layers = Array.from({ length: LAYERS }, (_, layer) => [
    ...norm(`blk.${layer}.attn_norm`),
    ...linear(`blk.${layer}.attn_qkv`, WIDTH, 3 * WIDTH),
    ...linear(`blk.${layer}.attn_output`, WIDTH, WIDTH),
    ...norm(`blk.${layer}.ffn_norm`),
    ...linear(`blk.${layer}.ffn_up`, WIDTH, HIDDEN),
    ...linear(`blk.${layer}.ffn_down`, HIDDEN, WIDTH),
  ]);
  return writeGguf(values, [
    weights('token_embd.weight', [WIDTH, vocabulary.size]),
    weights('position_embd.weight', [WIDTH, context]),
    ...norm('output_norm'),
    outputTensor(weights, vocabulary),
    ...layers.flat(),
  ]);
}

function bert(name: string, context: number, seed: number): GgufLayout {
  const vocabulary = wordPieceVocabulary();
  const weights = createWeights(seed);
  const values = new Map([
    ...general('bert', name, context),
    ['bert.attention.layer_norm_epsilon', { type: 'f32', value: 1e-12 }] as const,
    ['bert.attention.causal', { type: 'bool', value: 0 }] as const,
    ['bert.pooling_type', { type: 'u32', value: 1 }] as const,
    ['tokenizer.ggml.token_type_count', { type: 'u32', value: 2 }] as const,
    ...vocabulary.values,
  ]);
  const pair = (name_: string, dimensions: readonly number[], fill: 'random' | 'ones'): GgufWriteTensor[] => [
    weights(`${name_}.weight`, dimensions, fill),
    weights(`${name_}.bias`, [dimensions.at(-1) ?? WIDTH], 'zeros'),
  ];
  const layers = Array.from({ length: LAYERS }, (_, layer) => [
    ...['attn_q', 'attn_k', 'attn_v', 'attn_output'].flatMap((part) => pair(`blk.${layer}.${part}`, [WIDTH, WIDTH], 'random')),
    ...pair(`blk.${layer}.attn_output_norm`, [WIDTH], 'ones'),
    ...pair(`blk.${layer}.ffn_up`, [WIDTH, HIDDEN], 'random'),
    ...pair(`blk.${layer}.ffn_down`, [HIDDEN, WIDTH], 'random'),
    ...pair(`blk.${layer}.layer_output_norm`, [WIDTH], 'ones'),
  ]);
  return writeGguf(values, [
    weights('token_embd.weight', [WIDTH, vocabulary.size]),
    weights('token_types.weight', [WIDTH, 2]),
    weights('position_embd.weight', [WIDTH, context]),
    ...pair('token_embd_norm', [WIDTH], 'ones'),
    ...layers.flat(),
  ]);
}

/** By file name without extension. */
export const TINY_MODELS = {
  'tiny-chat': () => llama('Tiny Chat', 512, 1, CHATML_TEMPLATE),
  'tiny-gpt2-base': () => gpt2('Tiny GPT-2', 128, 2),
  'tiny-dialogpt': () => gpt2('Tiny DialoGPT', 256, 3, DIALOGPT_TEMPLATE),
  'tiny-embedding': () => bert('Tiny BERT', 128, 4),
  'tiny-looping-template': () => llama('Tiny Loop', 512, 5, LOOPING_TEMPLATE),
  'tiny-broken-template': () => llama('Tiny Broken', 512, 6, BROKEN_TEMPLATE),
} as const;

export type TinyModelName = keyof typeof TINY_MODELS;
export const TINY_MODEL_NAMES: readonly TinyModelName[] = [
  'tiny-chat',
  'tiny-gpt2-base',
  'tiny-dialogpt',
  'tiny-embedding',
  'tiny-looping-template',
  'tiny-broken-template',
];
