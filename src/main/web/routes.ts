/**
 * The browser host's addresses: sign in, upload, control, and the renderer's files. The guard has already run
 * (`http-server.ts`); this decides who may do what and answers in JSON. Everything else the UI does goes over `/rpc`.
 */
import { timingSafeEqual } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import * as z from 'zod';
import { AppError } from '#shared/errors/app-error.ts';
import type { ErrorCode } from '#shared/errors/error-codes.ts';
import type { Model } from '#shared/models/model.ts';
import type { Logger } from '#main/platform/logger.ts';
import { controlRequestSchema } from './control.ts';
import type { ControlAnswer, ControlRequest } from './control.ts';
import { hashSecret } from './one-time-codes.ts';
import type { OneTimeCodes } from './one-time-codes.ts';
import type { Sessions } from './sessions.ts';
import type { StaticFiles } from './static-files.ts';

import { downloadResponse } from './export-download.ts';
import type { ExportedFile } from './export-download.ts';

export interface RoutesOptions {
  readonly codes: OneTimeCodes;
  readonly sessions: Sessions;
  readonly files: StaticFiles;
  readonly log: Logger;
  /** What another start on the same data folder must show to give orders. */
  readonly controlToken: string;
  readonly onControl: (request: ControlRequest) => ControlAnswer;
  /** An exported file that waits to be fetched. */
  readonly findExport: (id: string) => ExportedFile | null;
  /** Stores a GGUF file and registers it. @throws AppError */
  readonly onUpload: (name: string, sizeBytes: number, body: AsyncIterable<Buffer>) => Promise<Model>;
}

type Env = { Bindings: HttpBindings };

const STATUS_OF = new Map<ErrorCode, 400 | 409 | 413 | 422 | 507>([
  ['INVALID_INPUT', 400],
  ['CONNECTION_LOST', 400],
  ['UPLOAD_TOO_LARGE', 413],
  ['DISK_FULL', 507],
]);
const codeSchema = z.object({ code: z.string().max(200) });

function isJson(context: Context<Env>): boolean {
  return /^application\/json(?:;|$)/i.test(context.req.header('content-type') ?? '');
}

async function readJson(context: Context<Env>): Promise<unknown> {
  try {
    return await context.req.json();
  } catch {
    return undefined; // no schema accepts it, so the caller refuses it
  }
}

/** Builds the routes. Each answers by itself; a failure becomes `{ code, data }` with a matching status. */
export function createRoutes(options: RoutesOptions): Hono<Env> {
  const { codes, sessions, log } = options;
  const routes = new Hono<Env>();
  const controlHash = hashSecret(`Bearer ${options.controlToken}`);
  const smallBody = bodyLimit({ maxSize: 4_096, onError: (context) => context.json({ message: 'The request is too large.' }, 413) });

  routes.get('/session', (context) => context.body(null, sessions.accepts(context.req.header('cookie')) ? 204 : 401));

  routes.post('/session', smallBody, async (context) => {
    if (!isJson(context)) return context.json({ message: 'Send JSON.' }, 415);
    const input = codeSchema.safeParse(await readJson(context));
    if (!input.success) return context.json({ message: 'Send {"code": "…"}.' }, 400);
    const result = codes.redeem(input.data.code);
    if (result === 'accepted') {
      context.header('set-cookie', await sessions.create());
      return context.body(null, 204);
    }
    if (sessions.accepts(context.req.header('cookie'))) return context.body(null, 204);
    if (result === 'too-many') {
      context.header('retry-after', '60');
      return context.json({ message: 'Too many wrong codes. Wait a minute.' }, 429);
    }
    return context.json({ message: 'This address was used already or is too old. Start Inkstone again to get a new one.' }, 401);
  });

  routes.post('/upload', async (context) => {
    if (!sessions.accepts(context.req.header('cookie'))) return context.json({ message: 'Sign in first.' }, 401);
    if (context.req.header('x-inkstone') !== '1') return context.json({ message: 'The header x-inkstone is missing.' }, 403);
    const length = context.req.header('content-length');
    if (length === undefined || !/^\d{1,15}$/.test(length)) return context.json({ message: 'The length must be announced.' }, 411);
    const model = await options.onUpload(context.req.query('name') ?? '', Number(length), context.env.incoming);
    return context.json(model, 201);
  });

  routes.get('/export/:id', (context) => {
    if (!sessions.accepts(context.req.header('cookie'))) return context.json({ message: 'Sign in first.' }, 401);
    const file = options.findExport(context.req.param('id'));
    return file === null ? context.json({ message: 'This file is no longer there. Export it again.' }, 404) : downloadResponse(file);
  });

  routes.post('/control', smallBody, async (context) => {
    const shown = hashSecret(context.req.header('authorization') ?? '');
    if (!timingSafeEqual(shown, controlHash)) return context.json({ message: 'The control token is wrong.' }, 401);
    const input = controlRequestSchema.safeParse(await readJson(context));
    if (!input.success) return context.json({ message: 'Unknown order.' }, 400);
    return context.json(options.onControl(input.data));
  });

  routes.all('*', async (context) => {
    // The path as it came: `context.req.path` is already normalised, and a refusal must see what was sent.
    const [path = '/'] = (context.env.incoming.url ?? '/').split('?');
    return options.files(context.req.method, path);
  });

  routes.onError((error, context) => {
    if (error instanceof AppError) {
      if (error.code !== 'CONNECTION_LOST') log.warn('a request failed', error, { code: error.code });
      return context.json({ code: error.code, data: error.data }, STATUS_OF.get(error.code) ?? 422);
    }
    log.error('a request broke', error);
    return context.json({ code: 'INTERNAL', data: {} }, 500);
  });
  return routes;
}
