/**
 * What clients may ask, in the shapes of OpenAI's API. Strict: a field that is not supported is refused by its name, because an
 * answer that silently ignored it would be wrong. Values that ask for nothing (`tools: []`) are let pass, as libraries send them.
 */
import * as z from 'zod';
import { ApiError } from './api-errors.ts';

const NOT_SUPPORTED = 'this is not supported by Inkstone; leave it out';

/** A field that is not supported: absent, null, or one of these JSON texts, which ask for nothing. */
const unsupported = (...neutral: readonly string[]) =>
  z
    .unknown()
    .refine((value) => value === undefined || value === null || neutral.includes(JSON.stringify(value)), { error: NOT_SUPPORTED })
    .optional();
/** A field without a meaning for one person's own machine. */
const ignored = z.unknown().optional();

const stopText = z.string().min(1).max(200);
const tokenLimit = z.int().min(1).max(1_000_000).nullish();

const common = {
  model: z.string().max(500).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  max_tokens: tokenLimit,
  stop: z.union([stopText, z.array(stopText).max(8)]).nullish(),
  seed: z.int().min(0).max(4_294_967_295).nullish(),
  n: z.int().min(1).max(4).nullish(),
  stream: z.boolean().nullish(),
  stream_options: z.strictObject({ include_usage: z.boolean().nullish() }).nullish(),
  frequency_penalty: unsupported('0'),
  presence_penalty: unsupported('0'),
  logit_bias: unsupported('{}'),
  user: ignored,
};

const textPart = z.strictObject({ type: z.literal('text', { error: 'only text is supported' }), text: z.string() });
const content = z.union([z.string(), z.array(textPart).min(1)]);

/** What a library adds to an answer of ours before it sends it back. */
const echoed = {
  refusal: unsupported(),
  annotations: unsupported('[]'),
  audio: unsupported(),
  function_call: unsupported(),
  tool_calls: unsupported('[]'),
};
const message = z.strictObject({ role: z.enum(['system', 'user', 'assistant']), content, ...echoed });

export const chatRequestSchema = z.strictObject({
  ...common,
  messages: z
    .array(message)
    .min(1)
    .max(10_000)
    .refine((messages) => messages.some(({ role }) => role === 'user'), { error: 'at least one message must be of role "user"' }),
  max_completion_tokens: tokenLimit,
  response_format: unsupported('{"type":"text"}'),
  tools: unsupported('[]'),
  tool_choice: unsupported('"none"', '"auto"'),
  parallel_tool_calls: unsupported('true', 'false'),
  functions: unsupported('[]'),
  function_call: unsupported('"none"', '"auto"'),
  logprobs: unsupported('false'),
  top_logprobs: unsupported('0'),
  modalities: unsupported('["text"]'),
  audio: unsupported(),
  service_tier: unsupported('"auto"', '"default"'),
  store: unsupported('false'),
  metadata: ignored,
  safety_identifier: ignored,
  prompt_cache_key: ignored,
});
export type ChatRequest = z.infer<typeof chatRequestSchema>;

export const completionRequestSchema = z.strictObject({
  ...common,
  prompt: z.string(),
  echo: unsupported('false'),
  suffix: unsupported('""'),
  best_of: unsupported('1'),
  logprobs: unsupported(),
});
export type CompletionRequest = z.infer<typeof completionRequestSchema>;

/** Of a union, the branch that got furthest: it names the field that is wrong. */
function innermost(issue: z.core.$ZodIssue): { readonly path: readonly PropertyKey[]; readonly issue: z.core.$ZodIssue } {
  if (issue.code !== 'invalid_union') return { path: issue.path, issue };
  const inner = issue.errors.flatMap(([first]) => (first === undefined ? [] : [innermost(first)]));
  const deepest = inner.sort((a, b) => b.path.length - a.path.length)[0];
  return deepest === undefined || deepest.path.length === 0
    ? { path: issue.path, issue }
    : { path: [...issue.path, ...deepest.path], issue: deepest.issue };
}

/** @throws ApiError 400 that names the field */
export function parseRequest<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const [first] = result.error.issues;
  const { path, issue } = first === undefined ? { path: [], issue: undefined } : innermost(first);
  const unknownKey = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const param = [...path, ...(unknownKey === undefined ? [] : [unknownKey])].map(String).join('.');
  const reason = unknownKey === undefined ? (issue?.message ?? 'this is not valid') : NOT_SUPPORTED;
  throw new ApiError(400, 'invalid_value', param === '' ? `The request is not valid: ${reason}.` : `"${param}": ${reason}.`, { param });
}
