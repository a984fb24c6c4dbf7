import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { findStaleIcons } from './draw-icons.ts';
import { createIcns, createIco, ICNS_TYPES } from './icon-containers.ts';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const image = (size: number, length: number) => ({ size, png: new Uint8Array(length).fill(size % 251) });

test('an .ico names each image, where it starts and 256 as 0: Windows shows nothing for an entry that points past the file', () => {
  const ico = createIco([image(16, 5), image(256, 9)]);
  expect([...ico.subarray(0, 6)]).toEqual([0, 0, 1, 0, 2, 0]);
  const entry = (at: number) => [ico[at], ico[at + 1], ico.readUInt16LE(at + 6), ico.readUInt32LE(at + 8), ico.readUInt32LE(at + 12)];
  expect([entry(6), entry(22)]).toEqual([
    [16, 16, 32, 5, 38],
    [0, 0, 32, 9, 43],
  ]);
  expect(ico.length).toBe(38 + 5 + 9);
  expect(() => createIco([image(512, 1)])).toThrow('up to 256');
});

test('an .icns counts its blocks with their heads: macOS refuses the whole file when one length is off', () => {
  const sizes = [...new Set(ICNS_TYPES.map(({ size }) => size))];
  const icns = createIcns(sizes.map((size) => image(size, 3 + (size % 7))));
  expect(icns.toString('latin1', 0, 4)).toBe('icns');
  expect(icns.readUInt32BE(4)).toBe(icns.length);
  const types: string[] = [];
  for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) types.push(icns.toString('latin1', at, at + 4));
  expect(types).toEqual(ICNS_TYPES.map(({ type }) => type));
  expect(() => createIcns([])).toThrow('16 pixels');
});

test('the committed icons are what their sources say', async () => {
  expect(await findStaleIcons(root)).toEqual([]);
});
