import { expect, test } from 'vitest';
import { compareVersions } from './compare-versions.ts';

// Catches: 0.10.0 taken for older than 0.9.0, or a release for older than its own preview.
test('versions are ordered as semantic versioning says', () => {
  const ordered = [
    '0.1.0-alpha',
    '0.1.0-alpha.1',
    '0.1.0-alpha.2',
    '0.1.0-alpha.10',
    '0.1.0-beta',
    '0.1.0',
    '0.1.1',
    '0.9.0',
    '0.10.0',
    '1.0.0',
  ];
  expect([...ordered].reverse().sort(compareVersions)).toEqual(ordered);
  expect([compareVersions('1.0.0', '1.0.0'), compareVersions('garbage', '1.0.0')]).toEqual([0, 0]);
});
