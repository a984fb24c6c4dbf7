/**
 * The size limit of a frame, before it is parsed. One that is too large is answered with a typed error under its own id, so
 * that the caller learns it and the line stays open.
 */
import { ORPCError } from '@orpc/server';

/** The contract takes texts of 12 million characters, which are 36 MB when they are Chinese. */
export const MAX_FRAME_BYTES = 48 * 1024 * 1024;
/** Transports should close the line above this: nothing the UI does comes near it. */
export const MAX_TRANSPORT_BYTES = 64 * 1024 * 1024;

const ID_AT_START = /^\s*\{\s*"i"\s*:\s*"([^"\\]{1,64})"/;
const HEAD = 200;

export type JudgedFrame =
  | { readonly verdict: 'pass'; readonly data: string }
  | { readonly verdict: 'answer'; readonly reply: string }
  | { readonly verdict: 'drop'; readonly reason: 'not-text' | 'too-large' };

/** The response of oRPC's peer protocol (1.16) to request `id`. */
function refuse(id: string, data: Record<string, string | number>): string {
  const error = new ORPCError('INVALID_INPUT', { defined: true, status: 413, data });
  return JSON.stringify({ i: id, p: { s: error.status, b: { json: error.toJSON() } } });
}

/** What to do with a frame. Whether it is a request at all is found out by whoever decodes it. */
export function judgeFrame(data: unknown): JudgedFrame {
  if (typeof data !== 'string') return { verdict: 'drop', reason: 'not-text' };
  if (Buffer.byteLength(data) <= MAX_FRAME_BYTES) return { verdict: 'pass', data };
  const id = ID_AT_START.exec(data.slice(0, HEAD))?.[1];
  return id === undefined
    ? { verdict: 'drop', reason: 'too-large' }
    : { verdict: 'answer', reply: refuse(id, { maxBytes: MAX_FRAME_BYTES }) };
}
