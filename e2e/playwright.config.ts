import process from 'node:process';
import { defineConfig } from '@playwright/test';
import type { HostKind } from './fixtures/running-app.ts';

const executablePath = process.env['INKSTONE_CHROMIUM'];
const isRoot = process.getuid?.() === 0;

/** One worker: an application and a Chromium fill two cores, and a second pair won minutes but cost tests that wait for a frame. */
export default defineConfig<object, { host: HostKind }>({
  testDir: './specs',
  outputDir: '../test-results/e2e',
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: process.env['CI'] !== undefined,
  // Only what fails is waited for this long; a busy machine needs more than a quick one.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json', { outputFile: process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] ?? '../test-results/reports/e2e.json' }]],
  use: {
    browserName: 'chromium',
    locale: 'en-US',
    viewport: { width: 1280, height: 800 },
    // Recording every test costs a third of the time: `INKSTONE_TRACE=1` for the one that fails.
    trace: process.env['INKSTONE_TRACE'] === undefined ? 'off' : 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      // Chromium's sandbox refuses root; everyone else keeps it.
      args: isRoot ? ['--no-sandbox'] : [],
    },
  },
  projects: [
    { name: 'browser', testIgnore: ['**/desktop/**', '**/desktop-host/**'], use: { host: 'browser' } },
    // The built desktop entry on the Electron double.
    { name: 'desktop', testIgnore: ['**/desktop/**'], grepInvert: /@browser/, use: { host: 'desktop' } },
    // Specs for real Electron; each skips itself by name where the binary is absent.
    { name: 'electron', testMatch: '**/desktop/**/*.spec.ts' },
  ],
});
