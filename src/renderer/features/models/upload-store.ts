/**
 * The one upload of a model file to the browser host. It outlives the view, so that a long upload goes on while the user
 * chats. XMLHttpRequest because fetch reports no upload progress.
 */
import { AppError } from '#shared/errors/app-error.ts';
import { ERROR_CODES, errorDataSchema } from '#shared/errors/error-codes.ts';
import type { Model } from '#shared/models/model.ts';
import { modelSchema } from '#shared/models/model.ts';
import * as z from 'zod';
import { create } from 'zustand';

export type Upload =
  | { readonly state: 'idle' }
  | {
      readonly state: 'sending';
      readonly fileName: string;
      readonly sentBytes: number;
      readonly totalBytes: number;
      readonly bytesPerSecond: number;
    }
  /** All bytes are there; the engine looks into the file. */
  | { readonly state: 'checking'; readonly fileName: string }
  | { readonly state: 'failed'; readonly fileName: string; readonly error: AppError }
  | { readonly state: 'done'; readonly model: Model };

export const useUpload = create<{ readonly upload: Upload }>(() => ({ upload: { state: 'idle' } }));

const show = (upload: Upload): void => useUpload.setState({ upload });

const failureSchema = z.object({ code: z.enum(ERROR_CODES), data: errorDataSchema });

/** Pure: what the host's answer means. */
export function readAnswer(status: number, body: unknown): Model | AppError {
  const model = modelSchema.safeParse(body);
  if (status === 201 && model.success) return model.data;
  const failure = failureSchema.safeParse(body);
  return failure.success ? new AppError(failure.data.code, failure.data.data) : new AppError('INTERNAL');
}

let running: XMLHttpRequest | undefined;

/** Seconds left, or null before the speed is known. */
export const secondsLeft = ({ sentBytes, totalBytes, bytesPerSecond }: Extract<Upload, { state: 'sending' }>): number | null =>
  bytesPerSecond > 0 ? Math.ceil((totalBytes - sentBytes) / bytesPerSecond) : null;

/** Starts sending. Nothing happens while another upload runs. */
export function startUpload(file: File): void {
  if (running) return;
  const request = new XMLHttpRequest();
  running = request;
  const startedAt = performance.now();
  show({ state: 'sending', fileName: file.name, sentBytes: 0, totalBytes: file.size, bytesPerSecond: 0 });
  request.upload.addEventListener('progress', ({ loaded }) => {
    const seconds = (performance.now() - startedAt) / 1_000;
    show({
      state: 'sending',
      fileName: file.name,
      sentBytes: loaded,
      totalBytes: file.size,
      bytesPerSecond: loaded / Math.max(0.001, seconds),
    });
  });
  request.upload.addEventListener('load', () => show({ state: 'checking', fileName: file.name }));
  const end = (upload: Upload): void => {
    running = undefined;
    show(upload);
  };
  request.addEventListener('load', () => {
    const answer = readAnswer(request.status, request.response);
    end(answer instanceof AppError ? { state: 'failed', fileName: file.name, error: answer } : { state: 'done', model: answer });
  });
  request.addEventListener('error', () => end({ state: 'failed', fileName: file.name, error: new AppError('CONNECTION_LOST') }));
  request.addEventListener('abort', () => end({ state: 'idle' }));
  request.responseType = 'json';
  request.open('POST', `/upload?name=${encodeURIComponent(file.name)}`);
  request.setRequestHeader('x-inkstone', '1');
  request.send(file);
}

/** Stops the upload, or puts away its result. */
export function dismissUpload(): void {
  if (running) running.abort();
  else show({ state: 'idle' });
}
