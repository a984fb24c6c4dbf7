import { AppError } from '#shared/errors/app-error.ts';
import type { Overflow } from '#shared/models/parameters.ts';
import { toAppError } from '../../../lib/rpc/client.ts';
import { useContextUi } from './context-ui-store.ts';
import type { Choice } from './context-ui-store.ts';

const ask = async (error: AppError): Promise<Choice> => {
  const choice = await new Promise<Choice>((onChoose) => useContextUi.setState({ question: { error, onChoose } }));
  useContextUi.setState({ question: null });
  return choice;
};

/**
 * Runs a request; where main refuses it because the chat does not fit and the user wants to be asked, asks, and runs it again
 * accordingly. @throws AppError CANCELLED when the user wants none of it, and what the request throws
 */
export async function withContextChoice<T>(run: (choice: { overflow?: Overflow }) => Promise<T>): Promise<T> {
  let overflow: Overflow | undefined;
  for (;;) {
    try {
      return await run(overflow === undefined ? {} : { overflow });
    } catch (cause) {
      const error = toAppError(cause);
      if (error.code !== 'CONTEXT_FULL') throw cause;
      const choice = await ask(error);
      if (choice === null) throw new AppError('CANCELLED', {}, { cause });
      overflow = choice === 'again' ? undefined : choice;
    }
  }
}
