/**
 * Draws every icon file of the product from its SVG sources. resvg runs as WebAssembly without fonts, so the bytes are the same on
 * every machine and `npm run check` can compare them with the committed files.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import type { PngImage } from './icon-containers.ts';
import { createIcns, createIco } from './icon-containers.ts';

/** Up to this size the drawing on the pixel grid is used. */
const SMALL_PIXELS = 32;
const LINUX_SIZES = [16, 24, 32, 48, 64, 128, 256, 512];
const ICO_SIZES = [16, 20, 24, 32, 40, 48, 64, 128, 256];
const ICNS_SIZES = [16, 32, 64, 128, 256, 512, 1024];
/** Tray files and their colour: for a light panel, for a dark one, and macOS' template, which the system colours. */
const TRAYS = { tray: '#1f2733', 'tray-light': '#eef2f6', trayTemplate: '#000000' };
const TRAY_POINTS = 16;

let ready: Promise<void> | undefined;

async function prepare(): Promise<void> {
  const wasm = createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm');
  ready ??= initWasm(readFileSync(wasm));
  await ready;
}

function draw(svg: string, size: number): PngImage {
  const image = new Resvg(svg, { fitTo: { mode: 'width', value: size }, font: { loadSystemFonts: false } }).render();
  return { size, png: image.asPng() };
}

/** Every icon file by its path below the repository's root. */
export async function drawIcons(root: string): Promise<ReadonlyMap<string, Uint8Array>> {
  await prepare();
  const read = (path: string): string => readFileSync(join(root, path), 'utf8').replaceAll('\r\n', '\n');
  const large = read('resources/icon.svg');
  const small = read('resources/icon-small.svg');
  const app = (size: number): PngImage => draw(size <= SMALL_PIXELS ? small : large, size);
  const tray = read('resources/tray/tray.svg');
  const files = new Map<string, Uint8Array>([
    ['src/renderer/public/icon.svg', Buffer.from(large)],
    ['resources/icon.ico', createIco(ICO_SIZES.map(app))],
    ['resources/icon.icns', createIcns(ICNS_SIZES.map(app))],
  ]);
  for (const size of LINUX_SIZES) files.set(`resources/icons/${size}x${size}.png`, app(size).png);
  for (const [name, colour] of Object.entries(TRAYS)) {
    const svg = tray.replaceAll('#000000', colour);
    files.set(`resources/tray/${name}.png`, draw(svg, TRAY_POINTS).png);
    files.set(`resources/tray/${name}@2x.png`, draw(svg, TRAY_POINTS * 2).png);
  }
  return files;
}

/** The icon files that are missing or not what their sources say now. */
export async function findStaleIcons(root: string): Promise<readonly string[]> {
  const files = await drawIcons(root);
  return [...files].filter(([path, bytes]) => !isSame(join(root, path), bytes)).map(([path]) => path);
}

function isSame(path: string, bytes: Uint8Array): boolean {
  if (!existsSync(path)) return false;
  const found = readFileSync(path);
  return (
    found.equals(bytes) || (path.endsWith('.svg') && found.toString('utf8').replaceAll('\r\n', '\n') === Buffer.from(bytes).toString())
  );
}
