/**
 * How a second start on the same data folder talks to the first: over loopback HTTP, with a token that lies in the lock file
 * (0600). It can ask for a fresh sign-in code and for a view; nothing else.
 */
import { request } from 'node:http';
import * as z from 'zod';

export const controlRequestSchema = z.object({
  /** A view to show in the windows that are open already. */
  view: z.enum(['quick-ask', 'write', 'translate']).nullable(),
});
export type ControlRequest = z.infer<typeof controlRequestSchema>;

export const controlAnswerSchema = z.object({ code: z.string().regex(/^[\w-]{43}$/) });
export type ControlAnswer = z.infer<typeof controlAnswerSchema>;

/** Where the holder of the lock listens. */
export const controlAddressSchema = z.object({ port: z.int().min(1).max(65_535), token: z.string().regex(/^[\w-]{43}$/) });
export type ControlAddress = z.infer<typeof controlAddressSchema>;

const DEADLINE_MS = 3_000;
const MOST_ANSWER_CHARS = 4_096;

function post(address: ControlAddress, body: string, signal: AbortSignal): Promise<string> {
  const host = `127.0.0.1:${address.port}`;
  return new Promise((resolve, reject) => {
    const call = request({
      host: '127.0.0.1',
      port: address.port,
      path: '/control',
      method: 'POST',
      agent: false,
      signal,
      headers: {
        host,
        origin: `http://${host}`,
        authorization: `Bearer ${address.token}`,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
      },
    });
    call.once('error', reject);
    call.once('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
        if (text.length > MOST_ANSWER_CHARS) call.destroy(new Error('the answer is too long'));
      });
      response.once('error', reject);
      response.once('end', () => {
        if (response.statusCode === 200) resolve(text);
        else reject(new Error(`the holder answered ${response.statusCode}`));
      });
    });
    call.end(body);
  });
}

/** Asks the instance that holds the data folder. null: it does not answer, or not as Inkstone would. */
export async function askHolder(address: ControlAddress, order: ControlRequest): Promise<ControlAnswer | null> {
  try {
    const text = await post(address, JSON.stringify(order), AbortSignal.timeout(DEADLINE_MS));
    return controlAnswerSchema.parse(JSON.parse(text));
  } catch {
    return null; // the caller says who holds the folder and ends
  }
}
