/** Where every router starts: the contract with the error funnel around validation, handlers and streams. */
import { implement } from '@orpc/server';
import { contract } from '#shared/contract/index.ts';
import type { Logger } from '#main/platform/logger.ts';
import type { RpcContext } from './rpc-context.ts';
import { toRpcError } from './to-rpc-error.ts';

const isStream = (output: unknown): output is AsyncGenerator<unknown> =>
  typeof output === 'object' && output !== null && Symbol.asyncIterator in output;

async function* guarded(stream: AsyncGenerator<unknown>, toError: (error: unknown) => Error): AsyncGenerator<unknown> {
  try {
    yield* stream;
  } catch (error) {
    throw toError(error);
  }
}

export function createImplementer(log: Logger) {
  return implement(contract)
    .$context<RpcContext>()
    .use(async ({ next, path }, _input, output) => {
      const toError = (error: unknown): Error => toRpcError(error, path.join('.'), log);
      try {
        const result = await next();
        return isStream(result.output) ? output(guarded(result.output, toError)) : result;
      } catch (error) {
        throw toError(error);
      }
    });
}

export type Implementer = ReturnType<typeof createImplementer>;

/** A signal for callers that cannot abort (in-process calls without one). */
export const signalOf = (signal: AbortSignal | undefined): AbortSignal => signal ?? new AbortController().signal;
