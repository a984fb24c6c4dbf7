/**
 * Holds an answer to a JSON schema. An answer that goes on needs the grammar where its text ended; the library has no public
 * call for that, so its own is used here and nowhere else, and a slow test fails when it changes.
 */
import type { LlamaGrammar, LlamaModel, Token } from 'node-llama-cpp';
import { LlamaGrammarEvaluationState } from 'node-llama-cpp';
import { AppError } from '#shared/errors/app-error.ts';
import { schemaGrammar } from '#shared/utils/json-schema-grammar.ts';

export interface JsonAnswers {
  /**
   * The grammar's state after `begun`, the tokens of the answer so far.
   * @throws AppError JSON_SCHEMA_UNUSABLE, also when `begun` does not follow the schema
   */
  start(schema: string, begun: readonly Token[]): Promise<LlamaGrammarEvaluationState>;
}

type Accept = (state: unknown, token: Token) => void;

const isAccept = (value: unknown): value is Accept => typeof value === 'function';

function findAccept(model: LlamaModel): Accept | undefined {
  const bindings: unknown = Reflect.get(model.llama, '_bindings');
  const sampler: unknown = typeof bindings === 'object' && bindings !== null ? Reflect.get(bindings, 'AddonSampler') : undefined;
  const accept: unknown = typeof sampler === 'function' ? Reflect.get(sampler, 'acceptGrammarEvaluationStateToken') : undefined;
  return isAccept(accept) ? accept : undefined;
}

export function createJsonAnswers(model: LlamaModel): JsonAnswers {
  let latest: { readonly schema: string; readonly grammar: LlamaGrammar } | undefined;

  const grammarOf = async (schema: string): Promise<LlamaGrammar> => {
    if (latest?.schema === schema) return latest.grammar;
    const result = schemaGrammar(schema);
    if ('problem' in result) throw new AppError('JSON_SCHEMA_UNUSABLE', { ...result.problem });
    const grammar = await model.llama.createGrammar({ grammar: result.grammar });
    latest = { schema, grammar };
    return grammar;
  };
  const unusable = (where: string, cause: unknown): AppError =>
    new AppError('JSON_SCHEMA_UNUSABLE', { reason: 'unsupported', where, what: '' }, { cause });

  return {
    async start(schema, begun) {
      let grammar: LlamaGrammar;
      try {
        grammar = await grammarOf(schema);
      } catch (cause) {
        throw cause instanceof AppError ? cause : unusable('$', cause);
      }
      const state = new LlamaGrammarEvaluationState({ model, grammar });
      if (begun.length === 0) return state;
      const accept = findAccept(model);
      const native: unknown = Reflect.get(state, '_state');
      if (accept === undefined || native === undefined) throw unusable('$', new Error('the library has no way to go on'));
      try {
        for (const token of begun) accept(native, token);
      } catch (cause) {
        throw unusable('$', cause);
      }
      return state;
    },
  };
}
