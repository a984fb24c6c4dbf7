import { open, rename } from 'node:fs/promises';

/** Replaces a file that only its owner may read: all of it or nothing, also when the power fails. */
export async function writePrivateFile(path: string, text: string): Promise<void> {
  const part = `${path}.part`;
  const handle = await open(part, 'w', 0o600);
  try {
    await handle.chmod(0o600); // before there is anything to read, also if the file was there
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(part, path);
}
