/**
 * The local API: OpenAI-compatible, for other programs on this machine. It exists only with `--api`. The guard has checked Host
 * and Origin before (`http-server.ts`); here the token comes first, for every address alike, then address, method and body.
 */
import type { ServerResponse } from 'node:http';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { AppError } from '#shared/errors/app-error.ts';
import type { ParameterOverrides } from '#shared/models/parameters.ts';
import type { App } from '#main/app/create-app.ts';
import { answerHead, answerStream, answerWhole, chatRequests, completionRequests } from './api-answer.ts';
import type { AnswerJob } from './api-answer.ts';
import { ApiError, errorBody, toApiError } from './api-errors.ts';
import { listApiModels, requireApiModel } from './api-models.ts';
import { chatRequestSchema, completionRequestSchema, parseRequest } from './api-requests.ts';
import { CHAT_SHAPE, COMPLETION_SHAPE, frame } from './api-shapes.ts';
import type { TokenVerdict } from './api-token.ts';

export interface ApiOptions {
  readonly app: Pick<App, 'engine' | 'models' | 'settings' | 'started' | 'log'>;
  readonly judge: (request: HttpBindings['incoming']) => TokenVerdict;
}

type Env = { Bindings: HttpBindings };
export type ApiRoutes = Hono<Env>;

const MOST_BODY_BYTES = 10 * 1024 * 1024;
/** Far below the engine's own queue, so that programs cannot keep the person at the screen from asking. */
const MOST_AT_ONCE = 16;

const REFUSALS: Readonly<Record<Exclude<TokenVerdict, 'accepted'>, () => ApiError>> = {
  missing: () => new ApiError(401, 'missing_token', 'Send the token from the file api-token as "Authorization: Bearer TOKEN".'),
  wrong: () => new ApiError(401, 'invalid_token', 'This token is wrong. The right one is in the file api-token in the data folder.'),
  'too-many': () => new ApiError(429, 'too_many_wrong_tokens', 'Too many wrong tokens. Wait a minute.', { retryAfter: 60 }),
};

function refuse(context: Pick<Context, 'header' | 'json'>, error: ApiError): Response {
  if (error.status === 401) context.header('www-authenticate', 'Bearer');
  if (error.details.retryAfter !== undefined) context.header('retry-after', String(error.details.retryAfter));
  return context.json(errorBody(error), error.status);
}

/** @throws ApiError */
async function readBody(context: Context<Env>): Promise<unknown> {
  if (!/^application\/json(?:;|$)/i.test(context.req.header('content-type') ?? '')) {
    throw new ApiError(415, 'json_required', 'Send JSON, with "Content-Type: application/json".');
  }
  const text = await context.req.text();
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ApiError(400, 'invalid_json', 'The body is not valid JSON.', {}, { cause });
  }
}

/** Aborts when the client goes away before it has got everything. */
function goneSignal(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  if (response.destroyed) controller.abort();
  response.once('close', () => {
    if (!response.writableFinished) controller.abort();
  });
  return controller.signal;
}

/** Every failure before the first event has a status of its own; a later one is the last event. */
async function streamed(
  frames: AsyncGenerator<string, void>,
  signal: AbortSignal,
  toError: (error: unknown) => ApiError,
): Promise<Response> {
  const encoder = new TextEncoder();
  const first = await frames.next();
  // Also when nobody reads to the end: what the generator holds is given back.
  const leave = (): void => void frames.return().catch(toError);
  if (signal.aborted) leave();
  else signal.addEventListener('abort', leave, { once: true });
  let waiting: IteratorResult<string, void> | null = first;
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      try {
        const next: IteratorResult<string, void> = waiting ?? (await frames.next());
        waiting = null;
        if (next.done === true) controller.close();
        else controller.enqueue(encoder.encode(next.value));
      } catch (error) {
        controller.enqueue(encoder.encode(frame(errorBody(toError(error)))));
        controller.close();
      }
    },
    cancel: leave,
  });
  return new Response(body, { headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' } });
}

/** Builds the routes of the API. */
export function createApiRoutes({ app, judge }: ApiOptions): ApiRoutes {
  const { log, settings, engine, models } = app;
  /** For what a client leaves out: the user's own values, over what the model is best asked with. */
  const readDefaults = async (): Promise<ParameterOverrides> => ({
    ...(await models.current())?.parameters,
    ...(await settings.get()).parameters,
  });
  const routes = new Hono<Env>();
  let running = 0;
  const toError = (error: unknown): ApiError => toApiError(error, log);

  const enter = (): void => {
    if (running >= MOST_AT_ONCE) throw new AppError('QUEUE_FULL', { limit: MOST_AT_ONCE });
    running += 1;
  };
  const answer = async (
    context: Context<Env>,
    isStream: boolean,
    start: (signal: AbortSignal) => Promise<AnswerJob>,
  ): Promise<Response> => {
    const signal = goneSignal(context.env.outgoing);
    // A slow machine may be silent for minutes: reading a long prompt, or waiting behind the chat.
    context.env.incoming.socket.setTimeout(0);
    enter();
    const job = await start(signal).catch((error: unknown) => {
      running -= 1;
      throw error;
    });
    if (isStream) {
      const frames = async function* (): AsyncGenerator<string, void> {
        try {
          yield* answerStream(job);
        } finally {
          running -= 1;
        }
      };
      return streamed(frames(), signal, toError);
    }
    try {
      return context.json(await answerWhole(job));
    } finally {
      running -= 1;
    }
  };

  routes.use('*', async (context, next) => {
    context.header('cache-control', 'no-store');
    const verdict = judge(context.env.incoming);
    return verdict === 'accepted' ? next() : refuse(context, REFUSALS[verdict]());
  });
  routes.use(
    '*',
    bodyLimit({
      maxSize: MOST_BODY_BYTES,
      onError: (context) => context.json(errorBody(new ApiError(413, 'body_too_large', 'The body is larger than 10 MiB.')), 413),
    }),
  );

  routes.get('/v1/models', async (context) => {
    const listed = await listApiModels(app);
    return context.json({ object: 'list', data: listed.map(({ id }) => ({ id, object: 'model', created: 0, owned_by: 'local' })) });
  });

  routes.post('/v1/chat/completions', async (context) => {
    const input = parseRequest(chatRequestSchema, await readBody(context));
    return answer(context, input.stream === true, async (signal) => {
      const model = await requireApiModel(app, input.model, 'chat');
      const requests = chatRequests(input, await readDefaults());
      const isUsageWanted = input.stream_options?.include_usage === true;
      return { engine, shape: CHAT_SHAPE, head: answerHead(CHAT_SHAPE, model), requests, isUsageWanted, signal };
    });
  });

  routes.post('/v1/completions', async (context) => {
    const input = parseRequest(completionRequestSchema, await readBody(context));
    return answer(context, input.stream === true, async (signal) => {
      const model = await requireApiModel(app, input.model, 'completion');
      const requests = completionRequests(input, await readDefaults());
      const isUsageWanted = input.stream_options?.include_usage === true;
      return { engine, shape: COMPLETION_SHAPE, head: answerHead(COMPLETION_SHAPE, model), requests, isUsageWanted, signal };
    });
  });

  for (const [path, allow] of [
    ['/v1/models', 'GET, HEAD'],
    ['/v1/chat/completions', 'POST'],
    ['/v1/completions', 'POST'],
  ] as const) {
    routes.all(path, (context) => {
      context.header('allow', allow);
      return refuse(context, new ApiError(405, 'method_not_allowed', `Use ${allow} here.`));
    });
  }
  routes.notFound((context) => refuse(context, new ApiError(404, 'unknown_address', 'The local API has no such address.')));
  routes.onError((error, context) => refuse(context, toError(error)));
  return routes;
}
