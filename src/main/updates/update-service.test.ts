import { beforeEach, describe, expect, it } from 'vitest';
import type { UpdateState } from '#shared/models/update.ts';
import { SILENT_LOGGER } from '#main/platform/logger.ts';
import { NetworkError } from '#main/platform/network-gate.ts';
import { UpdateError } from './update-error.ts';
import type { UpdatePort } from './update-port.ts';
import { createUpdateService } from './update-service.ts';
import type { UpdateSource } from './update-service.ts';

/** A source whose every step waits for the test to end it. */
class FakeSource implements UpdateSource {
  readonly steps: string[] = [];
  checked = Promise.withResolvers<{ version: string; sizeBytes: number | null } | null>();
  downloaded = Promise.withResolvers<void>();
  report: (receivedBytes: number, totalBytes: number | null) => void = () => undefined;
  installFailure: Error | null = null;

  check(signal: AbortSignal): ReturnType<UpdateSource['check']> {
    this.steps.push('check');
    this.checked = Promise.withResolvers();
    signal.addEventListener('abort', () => this.checked.reject(new NetworkError('cancelled')));
    return this.checked.promise;
  }
  download(onProgress: FakeSource['report'], signal: AbortSignal): Promise<void> {
    this.steps.push('download');
    this.report = onProgress;
    this.downloaded = Promise.withResolvers();
    signal.addEventListener('abort', () => this.downloaded.reject(new NetworkError('cancelled')));
    return this.downloaded.promise;
  }
  install(): Promise<void> {
    this.steps.push('install');
    return this.installFailure === null ? Promise.resolve() : Promise.reject(this.installFailure);
  }
}

let source: FakeSource;
let service: UpdatePort;
let seen: UpdateState[];
let now: number;

beforeEach(() => {
  source = new FakeSource();
  now = 0;
  service = createUpdateService({ source, log: SILENT_LOGGER, now: () => now });
  seen = [];
  service.onChanged(() => seen.push(service.get()));
});

const FOUND = { version: '2.0.0', sizeBytes: 100 };
async function find(): Promise<UpdateState> {
  const checking = service.check();
  source.checked.resolve(FOUND);
  return checking;
}
async function fetchIt(): Promise<UpdateState> {
  await find();
  const downloading = service.download();
  source.downloaded.resolve();
  return downloading;
}

describe('an update is looked for, fetched and installed only when the user says so', () => {
  it('nothing is asked before the first step', () => {
    expect([service.get(), source.steps]).toEqual([{ state: 'none', why: 'not-checked' }, []]);
  });
  it('a build without a source says so and asks nobody', async () => {
    const none = createUpdateService({ source: null, log: SILENT_LOGGER, now: () => 0 });
    const noSource = { state: 'none', why: 'no-source' };
    expect([none.get(), await none.check(), await none.download(), await none.install(), await none.cancel()]).toEqual([
      noSource,
      noSource,
      noSource,
      noSource,
      noSource,
    ]);
  });
  it('finding one downloads nothing, and downloading installs nothing', async () => {
    expect(await find()).toEqual({ state: 'available', ...FOUND });
    expect(source.steps).toEqual(['check']);
    const downloading = service.download();
    source.report(40, null);
    now = 100;
    source.report(50, null);
    now = 300;
    source.report(90, null);
    source.downloaded.resolve();
    expect(await downloading).toEqual({ state: 'ready', version: '2.0.0' });
    expect(source.steps).toEqual(['check', 'download']);
    expect(seen).toEqual([
      { state: 'checking' },
      { state: 'available', ...FOUND },
      { state: 'downloading', version: '2.0.0', receivedBytes: 0, totalBytes: 100 },
      { state: 'downloading', version: '2.0.0', receivedBytes: 40, totalBytes: 100 },
      { state: 'downloading', version: '2.0.0', receivedBytes: 90, totalBytes: 100 },
      { state: 'ready', version: '2.0.0' },
    ]);
    await service.install();
    expect(source.steps).toEqual(['check', 'download', 'install']);
  });
  it('having the newest is an answer', async () => {
    const checking = service.check();
    source.checked.resolve(null);
    expect(await checking).toEqual({ state: 'none', why: 'newest' });
  });
  it('steps out of order change nothing: no install before a verified file, no second check meanwhile', async () => {
    expect([await service.install(), await service.download()]).toEqual([
      { state: 'none', why: 'not-checked' },
      { state: 'none', why: 'not-checked' },
    ]);
    const checking = service.check();
    expect(await service.check()).toEqual({ state: 'checking' });
    source.checked.resolve(FOUND);
    await checking;
    expect(await service.install()).toMatchObject({ state: 'available' });
    expect(source.steps).toEqual(['check']);
  });
  it('what is ready stays ready when somebody checks again', async () => {
    await fetchIt();
    expect([await service.check(), source.steps.length]).toEqual([{ state: 'ready', version: '2.0.0' }, 2]);
  });
});

describe('an update step that does not succeed', () => {
  it('goes back to where it was when it is cancelled', async () => {
    const checking = service.check();
    await service.cancel();
    expect(await checking).toEqual({ state: 'none', why: 'not-checked' });
    await find();
    const downloading = service.download();
    await service.cancel();
    expect(await downloading).toEqual({ state: 'available', ...FOUND });
    await service.cancel();
    expect(service.get()).toEqual({ state: 'available', ...FOUND });
  });
  it.each([
    [new NetworkError('offline'), 'offline'],
    [new NetworkError('timeout'), 'unreachable'],
    [new NetworkError('refused'), 'refused'],
    [new UpdateError('unsigned'), 'unsigned'],
    [Object.assign(new Error('write'), { code: 'ENOSPC' }), 'disk'],
    [new Error('anything'), 'unknown'],
  ])('%s is told as %s, and can be tried again', async (error, reason) => {
    const checking = service.check();
    source.checked.reject(error);
    expect(await checking).toEqual({ state: 'failed', during: 'check', reason });
    expect(await find()).toMatchObject({ state: 'available' });
    const downloading = service.download();
    source.downloaded.reject(error);
    expect(await downloading).toEqual({ state: 'failed', during: 'download', reason });
    const again = service.download();
    source.downloaded.resolve();
    expect(await again).toMatchObject({ state: 'ready' });
  });
  it('an installer that does not start is said, and leaves the application running', async () => {
    await fetchIt();
    source.installFailure = new UpdateError('unknown');
    expect(await service.install()).toEqual({ state: 'failed', during: 'install', reason: 'unknown' });
  });
});
