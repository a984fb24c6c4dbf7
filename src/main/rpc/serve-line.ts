/**
 * Serves the contract on one line (a port or a socket), whatever it is made of. Owns the guard around oRPC's peer: nothing
 * that arrives can reject unhandled, close the line or reach a procedure unchecked.
 */
import { onError } from '@orpc/server';
import { RPCHandler } from '@orpc/server/websocket';
import type { App } from '#main/app/create-app.ts';
import type { Logger } from '#main/platform/logger.ts';
import { createRouter } from './create-router.ts';
import { judgeFrame } from './frame-guard.ts';
import type { RpcContext } from './rpc-context.ts';
import { toRpcError } from './to-rpc-error.ts';

export interface Line {
  receive(data: unknown): void;
  /** Ends every stream of this viewer; its generations go on. Idempotent. */
  close(): void;
}

/** What fails outside a procedure, such as an input that cannot be decoded, is declared too. */
function throwDeclared(error: unknown, log: Logger): never {
  throw toRpcError(error, 'line', log);
}

/** `send` may throw when the other side is gone: that is no error. */
export function serveLine(send: (frame: string) => void, app: App, context: RpcContext): Line {
  const handler = new RPCHandler(createRouter(app), { interceptors: [onError((error) => throwDeclared(error, app.log))] });
  let isClosed = false;
  const peer = {
    send: (frame: Parameters<WebSocket['send']>[0]): void => {
      // Frames are text: no procedure of the contract carries binary data.
      if (isClosed || typeof frame !== 'string') return;
      try {
        send(frame);
      } catch (error) {
        app.log.warn('a viewer went away while it was answered', error, { viewerId: context.viewerId });
        close();
      }
    },
    addEventListener: () => undefined,
  };
  const close = (): void => {
    if (isClosed) return;
    isClosed = true;
    handler.close(peer);
  };
  return {
    receive: (data) => {
      if (isClosed) return;
      const frame = judgeFrame(data);
      if (frame.verdict === 'answer') peer.send(frame.reply);
      if (frame.verdict === 'drop') app.log.warn('a frame was dropped', undefined, { viewerId: context.viewerId, reason: frame.reason });
      if (frame.verdict !== 'pass') return;
      handler.message(peer, frame.data, { context }).catch((error: unknown) => {
        if (!isClosed) app.log.warn('a malformed frame was dropped', error, { viewerId: context.viewerId });
      });
    },
    close,
  };
}
