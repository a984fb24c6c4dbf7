/** The single-instance lock: a file with the holder's process id beside the profile; a second start leaves its arguments there. */
import { mkdirSync, openSync, readFileSync, readdirSync, rmSync, unlinkSync, watch, writeFileSync, closeSync, renameSync } from 'node:fs';
import type { FSWatcher } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

export class SingleInstance {
  readonly #onSecond: (argv: string[], folder: string) => void;
  #watcher: FSWatcher | null = null;
  #file: string | null = null;

  constructor(onSecond: (argv: string[], folder: string) => void) {
    this.#onSecond = onSecond;
  }

  get isHeld(): boolean {
    return this.#file !== null;
  }

  request(profile: string): boolean {
    const file = join(profile, 'DoubleSingleton');
    const letters = join(profile, 'DoubleSingletonLetters');
    mkdirSync(letters, { recursive: true });
    if (!this.#take(file)) {
      const letter = join(letters, `${process.pid}.json`);
      writeFileSync(`${letter}.part`, JSON.stringify({ argv: process.argv, folder: process.cwd() }));
      renameSync(`${letter}.part`, letter);
      return false;
    }
    this.#file = file;
    this.#watcher = watch(letters, () => this.#read(letters));
    return true;
  }

  release(): void {
    this.#watcher?.close();
    if (this.#file !== null) rmSync(this.#file, { force: true });
    this.#file = null;
  }

  #take(file: string): boolean {
    try {
      const handle = openSync(file, 'wx');
      writeFileSync(handle, String(process.pid));
      closeSync(handle);
      return true;
    } catch {
      if (isAlive(Number(readFileSync(file, 'utf8')))) return false;
      unlinkSync(file);
      return this.#take(file);
    }
  }

  #read(letters: string): void {
    for (const name of readdirSync(letters).filter((letter) => letter.endsWith('.json'))) {
      const path = join(letters, name);
      const { argv, folder } = JSON.parse(readFileSync(path, 'utf8')) as { argv: string[]; folder: string };
      unlinkSync(path);
      this.#onSecond(argv, folder);
    }
  }
}
