import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AppError } from '#shared/errors/app-error.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { guardNativeModules } from './native-guard.ts';
import { hashFile } from './native-manifest.ts';
import { explainStartFailure } from './start-failure.ts';

let folder = '';
let archive = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'inkstone-guard-'));
  archive = join(folder, 'app.asar');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ENGINE = 'node_modules/@x/bins/engine.node';
const LIBRARY = 'node_modules/@x/bins/libggml.so.1';
const unpacked = (name: string): string => join(`${archive}.unpacked`, name);
const put = (path: string, text: string): void => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
};

/** A package with two listed files; the guard's verdict on loading one of them. */
function install(checkedBy = 'hash', root = archive) {
  put(unpacked(ENGINE), 'engine');
  put(unpacked(LIBRARY), 'library');
  const files = { [ENGINE]: hashFile(unpacked(ENGINE)), [LIBRARY]: hashFile(unpacked(LIBRARY)) };
  put(join(archive, 'out/native-manifest.json'), JSON.stringify({ checkedBy, files }));
  const loaded: string[] = [];
  const loader = { dlopen: (_module: object, filename: string) => void loaded.push(filename) };
  const guard = guardNativeModules(pathToFileURL(join(root, 'out/main/engine.js')).href, loader);
  const load = (name = unpacked(ENGINE)): string => {
    try {
      loader.dlopen({}, name);
      return 'loaded';
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      expect(guard.findRefusal()).toBe(error);
      return `${error.code} ${String(error.data['file'])}`;
    }
  };
  return { load, loaded };
}

test('what was packaged is loaded, by its place beside the archive and by the one that Electron gives inside it', () => {
  const { load, loaded } = install();
  expect([load(), load(join(archive, ENGINE))]).toEqual(['loaded', 'loaded']);
  expect(loaded).toEqual([unpacked(ENGINE), join(archive, ENGINE)]);
});

test('one changed byte is refused before the file is opened, and the sentence names it and the way out', () => {
  const { load, loaded } = install();
  put(unpacked(ENGINE), 'enginE');
  expect(load()).toBe('INSTALLATION_CHANGED engine.node');
  expect(loaded).toEqual([]);
  expect(explainStartFailure(new AppError('INSTALLATION_CHANGED', { file: 'engine.node' }))).toBe(
    'The program file "engine.node" is not the one that was installed, so it was not loaded. Install Inkstone anew.',
  );
});

test('a changed library beside the module counts: the system opens it without asking us', () => {
  const { load } = install();
  put(unpacked(LIBRARY), 'other');
  expect(load()).toBe('INSTALLATION_CHANGED libggml.so.1');
});

test('a library put beside the module is refused: the engine looks for its back ends by name', () => {
  const { load } = install();
  put(unpacked('node_modules/@x/bins/libggml-cpu-fastest.so'), 'guest');
  expect(load()).toBe('INSTALLATION_CHANGED libggml-cpu-fastest.so');
});

test('a library that is gone is refused with its name, and not left to an error of the system', () => {
  const { load } = install();
  rmSync(unpacked(LIBRARY));
  expect(load()).toBe('INSTALLATION_CHANGED libggml.so.1');
});

test('a module from anywhere else is refused', () => {
  const { load } = install();
  put(join(folder, 'guest.node'), 'guest');
  expect(load(join(folder, 'guest.node'))).toBe('INSTALLATION_CHANGED guest.node');
});

test('signed files may differ in content, not in name: signing changes them after the list was made', () => {
  const { load } = install('signature');
  put(unpacked(ENGINE), 'engine, signed');
  expect(load()).toBe('loaded');
  put(unpacked('node_modules/@x/bins/guest.dylib'), 'guest');
  expect(load()).toBe('INSTALLATION_CHANGED guest.dylib');
});

test('a package without its list loads nothing', () => {
  const { load } = install();
  rmSync(join(archive, 'out/native-manifest.json'));
  expect(load()).toBe('INSTALLATION_CHANGED out/native-manifest.json');
});

test('outside a package nothing is checked: developers rebuild their modules', () => {
  const { load } = install('hash', join(folder, 'repository'));
  put(unpacked(ENGINE), 'rebuilt');
  expect(load()).toBe('loaded');
});
