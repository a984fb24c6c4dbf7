/** The typed client of the contract. The only place in the renderer that knows oRPC. */
import { createORPCClient, DynamicLink, ORPCError } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '#shared/contract/index.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { ERROR_CODES } from '#shared/errors/error-codes.ts';
import type { ErrorCode, ErrorData } from '#shared/errors/error-codes.ts';
import { link } from './connection.ts';

export type RpcClient = ContractRouterClient<Contract>;

export const rpc: RpcClient = createORPCClient(new DynamicLink(() => link()));

const isErrorCode = (code: unknown): code is ErrorCode => ERROR_CODES.some((known) => known === code);
const isErrorData = (data: unknown): data is ErrorData => typeof data === 'object' && data !== null;

/** Any failure of a call as an AppError; a broken line becomes CONNECTION_LOST. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof ORPCError) {
    const code: unknown = error.code;
    const data: unknown = error.data;
    if (isErrorCode(code)) return new AppError(code, isErrorData(data) ? data : {}, { cause: error });
    return new AppError(code === 'BAD_REQUEST' ? 'INVALID_INPUT' : 'INTERNAL', {}, { cause: error });
  }
  return new AppError('CONNECTION_LOST', {}, { cause: error });
}
