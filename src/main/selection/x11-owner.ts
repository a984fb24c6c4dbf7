/**
 * Whose selection PRIMARY is. None of the small programs can say it, so the X server is asked, in the two messages that this
 * takes (X11 protocol: connection setup, GetSelectionOwner). Over the display's socket on this machine only, never a network.
 */
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { homedir, hostname } from 'node:os';
import { join } from 'node:path';

export interface SelectionOwner {
  /** A window of the program that holds the selection, often a hidden one. */
  readonly window: number;
  /** The bits of a window's id that a program chooses itself; the others are the program's. */
  readonly mask: number;
}

/** Null where it cannot be known: nobody holds it, another kind of display, no answer within the time. */
export type FindOwner = (limitMs: number) => Promise<SelectionOwner | null>;

const COOKIE = 'MIT-MAGIC-COOKIE-1';
const LOCAL = 256;
const ANY_ADDRESS = 65_535;
const PRIMARY = 1;
const GET_SELECTION_OWNER = Buffer.from([23, 0, 2, 0, PRIMARY, 0, 0, 0]);
const HEAD_BYTES = 8;
const PACKET_BYTES = 32;

/** Pure: the cookie for this display in the bytes of an Xauthority file; empty where there is none. */
export function cookieFor(file: Buffer, display: string, host: string): Buffer {
  let at = 0;
  const short = (): number => {
    const value = at + 2 > file.length ? 0 : file.readUInt16BE(at);
    at += 2;
    return value;
  };
  const bytes = (): Buffer => {
    const length = short();
    at += length;
    return file.subarray(at - length, at);
  };
  while (at < file.length) {
    const [family, address, number, name, data] = [short(), bytes().toString(), bytes().toString(), bytes().toString(), bytes()];
    const isHere = family === ANY_ADDRESS || (family === LOCAL && address === host);
    if (isHere && (number === '' || number === display) && name === COOKIE) return data;
  }
  return Buffer.alloc(0);
}

function setupRequest(cookie: Buffer): Buffer {
  const name = Buffer.from(cookie.length === 0 ? '' : COOKIE);
  const head = Buffer.alloc(12);
  head.write('l');
  head.writeUInt16LE(11, 2);
  head.writeUInt16LE(name.length, 6);
  head.writeUInt16LE(cookie.length, 8);
  const padded = [name, cookie].flatMap((part) => [part, Buffer.alloc((4 - (part.length % 4)) % 4)]);
  return Buffer.concat([head, ...padded]);
}

/** Pure: what the server has said so far; undefined while that is not enough, null when it refused. */
export function ownerIn(said: Buffer): SelectionOwner | null | undefined {
  if (said.length < HEAD_BYTES) return undefined;
  if (said[0] !== 1) return null;
  const setupBytes = HEAD_BYTES + said.readUInt16LE(6) * 4;
  if (setupBytes < PACKET_BYTES) return null;
  for (let at = setupBytes; at + PACKET_BYTES <= said.length; at += PACKET_BYTES) {
    if (said[at] === 0) return null;
    // Anything but a reply is news for every program, such as another keyboard.
    if (said[at] !== 1) continue;
    const window = said.readUInt32LE(at + 8);
    return window === 0 ? null : { window, mask: said.readUInt32LE(16) };
  }
  return undefined;
}

function ask(socketPath: string, cookie: Buffer, limitMs: number): Promise<SelectionOwner | null> {
  const { promise, resolve } = Promise.withResolvers<SelectionOwner | null>();
  const socket = connect(socketPath);
  const end = (owner: SelectionOwner | null): void => {
    clearTimeout(timer);
    socket.destroy();
    resolve(owner);
  };
  const timer = setTimeout(() => end(null), limitMs);
  let said = Buffer.alloc(0);
  socket.on('error', () => end(null));
  socket.on('close', () => end(null));
  socket.on('data', (chunk) => {
    said = Buffer.concat([said, chunk]);
    const owner = ownerIn(said);
    if (owner !== undefined) end(owner);
  });
  socket.write(Buffer.concat([setupRequest(cookie), GET_SELECTION_OWNER]));
  return promise;
}

export function createFindOwner(env: NodeJS.ProcessEnv): FindOwner {
  const display = /^(?:unix)?:(\d{1,5})(?:\.\d+)?$/.exec(env['DISPLAY'] ?? '')?.[1];
  return async (limitMs) => {
    if (display === undefined) return null;
    const file = await readFile(env['XAUTHORITY'] ?? join(homedir(), '.Xauthority')).catch(() => Buffer.alloc(0)); // a server without one asks for none
    return ask(`/tmp/.X11-unix/X${display}`, cookieFor(file, display, hostname()), limitMs);
  };
}

/** Whether both windows were made by the same program, which has one connection to the server. */
export function isSameProgram({ window, mask }: SelectionOwner, other: number): boolean {
  return (window & ~mask) === (other & ~mask);
}
