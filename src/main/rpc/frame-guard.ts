/**
 * What a frame must look like before oRPC sees it. A frame that is no request is dropped; one that is too large is answered
 * with a typed error under its own id, so that the caller learns it and the line stays open.
 */
import { ORPCError } from '@orpc/server';

export const MAX_FRAME_BYTES = 16 * 1024 * 1024;
/** Transports should close the line above this: nothing the UI does comes near it. */
export const MAX_TRANSPORT_BYTES = 64 * 1024 * 1024;

const ID_AT_START = /^\s*\{\s*"i"\s*:\s*"([^"\\]{1,64})"/;

export type JudgedFrame =
  | { readonly verdict: 'pass'; readonly data: string }
  | { readonly verdict: 'answer'; readonly reply: string }
  | { readonly verdict: 'drop'; readonly reason: 'not-text' | 'not-json' | 'not-a-request' | 'too-large' };

function toText(data: unknown): string | undefined {
  if (typeof data === 'string') return data;
  if (data instanceof ArrayBuffer) return Buffer.from(data).toString('utf8');
  return ArrayBuffer.isView(data) ? Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('utf8') : undefined;
}

const sizeOf = (data: unknown): number => {
  if (typeof data === 'string') return Buffer.byteLength(data);
  return data instanceof ArrayBuffer || ArrayBuffer.isView(data) ? data.byteLength : 0;
};

function isRequest(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('i' in value) || typeof value.i !== 'string') return false;
  if ('t' in value && value.t !== 1) return true;
  return 'p' in value && typeof value.p === 'object' && value.p !== null && 'u' in value.p && typeof value.p.u === 'string';
}

/** The response of oRPC's peer protocol (1.16) to request `id`. */
function refuse(id: string, data: Record<string, string | number>): string {
  const error = new ORPCError('INVALID_INPUT', { defined: true, status: 413, data });
  return JSON.stringify({ i: id, p: { s: error.status, b: { json: error.toJSON() } } });
}

export function judgeFrame(data: unknown): JudgedFrame {
  const isTooLarge = sizeOf(data) > MAX_FRAME_BYTES;
  const text = isTooLarge && typeof data !== 'string' ? undefined : toText(data);
  if (isTooLarge) {
    const id = ID_AT_START.exec((text ?? '').slice(0, 200))?.[1];
    return id ? { verdict: 'answer', reply: refuse(id, { maxBytes: MAX_FRAME_BYTES }) } : { verdict: 'drop', reason: 'too-large' };
  }
  if (text === undefined) return { verdict: 'drop', reason: 'not-text' };
  try {
    return isRequest(JSON.parse(text)) ? { verdict: 'pass', data: text } : { verdict: 'drop', reason: 'not-a-request' };
  } catch {
    return { verdict: 'drop', reason: 'not-json' };
  }
}
