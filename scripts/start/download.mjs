/**
 * Downloads one big file of a known size into a `.part` file, going on where an earlier attempt ended. It does not judge the
 * content: the caller verifies the hash and renames.
 */
import { once } from 'node:events';
import { createWriteStream, rmSync, statSync } from 'node:fs';

/**
 * @typedef {object} Download
 * @property {string} url
 * @property {string} partPath
 * @property {number} sizeBytes
 * @property {number} connectTimeoutMs
 * @property {number} stallTimeoutMs give up when no byte came for this long
 * @property {number} attempts how often to try; a later try goes on where the one before ended
 * @property {(doneBytes: number) => void} onProgress
 * @property {typeof fetch} [fetch]
 */

/** @param {string} path */
function sizeOf(path) {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/**
 * Brings `partPath` to its full size or throws with the cause of the last attempt.
 * @param {Download} download
 */
export async function downloadResumably(download) {
  /** @type {unknown} */
  let lastError;
  for (let attempt = 0; attempt < download.attempts; attempt += 1) {
    const before = sizeOf(download.partPath);
    if (before > download.sizeBytes) rmSync(download.partPath);
    if (before === download.sizeBytes) return;
    try {
      await fetchRest(download);
      if (sizeOf(download.partPath) === download.sizeBytes) return;
      lastError = new Error(`${sizeOf(download.partPath)} of ${download.sizeBytes} bytes came`);
    } catch (error) {
      lastError = error;
    }
    // Nothing arrived at all: the source is out of reach, and asking again would only make the user wait.
    if (sizeOf(download.partPath) <= before) break;
  }
  throw new Error(describe(lastError), { cause: lastError });
}

/** @param {Download} download */
async function fetchRest(download) {
  const have = sizeOf(download.partPath);
  const stop = new AbortController();
  let timer = setTimeout(() => stop.abort(new Error('no answer in time')), download.connectTimeoutMs);
  const request = download.fetch ?? fetch;
  try {
    const response = await request(download.url, {
      headers: have > 0 ? { range: `bytes=${have}-` } : {},
      redirect: 'follow',
      signal: stop.signal,
    });
    const resumes = response.status === 206 && response.headers.get('content-range')?.startsWith(`bytes ${have}-`) === true;
    if (!response.ok || response.body === null) throw new Error(`the server answered ${response.status}`);
    if (have > 0 && response.status === 206 && !resumes) throw new Error('the server sent another part than the one asked for');
    const file = createWriteStream(download.partPath, { flags: resumes ? 'a' : 'w' });
    await once(file, 'open');
    let done = resumes ? have : 0;
    try {
      for await (const chunk of response.body) {
        clearTimeout(timer);
        timer = setTimeout(() => stop.abort(new Error('the transfer stalled')), download.stallTimeoutMs);
        if (done + chunk.byteLength > download.sizeBytes) throw new Error('the file is longer than it should be');
        if (!file.write(chunk)) await once(file, 'drain');
        done += chunk.byteLength;
        download.onProgress(done);
      }
    } finally {
      file.end();
      await once(file, 'close');
    }
  } finally {
    clearTimeout(timer);
  }
}

/** The innermost cause says what happened; `fetch failed` alone does not. @param {unknown} error @returns {string} */
function describe(error) {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : describe(error.cause);
}

/**
 * `37 %, 12.3 MB/s, 5 s left`, from the speed since the download began.
 * @param {{ doneBytes: number, sizeBytes: number, startedAtBytes: number, elapsedMs: number }} state
 */
export function formatProgress(state) {
  const percent = Math.floor((state.doneBytes / state.sizeBytes) * 100);
  const bytesPerSecond = ((state.doneBytes - state.startedAtBytes) / Math.max(state.elapsedMs, 1)) * 1000;
  if (bytesPerSecond <= 0) return `${percent} %`;
  const secondsLeft = Math.ceil((state.sizeBytes - state.doneBytes) / bytesPerSecond);
  const left = secondsLeft < 90 ? `${secondsLeft} s` : `${Math.round(secondsLeft / 60)} min`;
  return `${percent} %, ${(bytesPerSecond / 1e6).toFixed(1)} MB/s, ${left} left`;
}
