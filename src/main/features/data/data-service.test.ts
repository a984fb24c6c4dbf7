import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openStore } from '#main/storage/open-store.ts';
import { createDataService } from './data-service.ts';

test('copies lie in the data folder under the name and size that are told, and two in a row do not collide', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'inkstone-data-'));
  const store = await openStore({ folder: dataFolder });
  onTestFinished(async () => {
    await store.close();
    rmSync(dataFolder, { recursive: true, force: true });
  });
  const { id } = await store.threads.create('chat');
  await store.messages.addFinished(id, null, [{ role: 'user', text: 'Keep me' }]);
  let clock = Date.parse('2026-11-22T14:05:06.007Z');
  const data = createDataService({ dataFolder, store, now: () => new Date((clock += 1)) });
  const written = [await data.backUp(), await data.backUp()];
  expect(written.map(({ fileName }) => fileName)).toEqual([
    'backups/inkstone-20261122-140506008.db',
    'backups/inkstone-20261122-140506009.db',
  ]);
  for (const { fileName, sizeBytes } of written) expect(statSync(join(dataFolder, fileName)).size).toBe(sizeBytes);
});
