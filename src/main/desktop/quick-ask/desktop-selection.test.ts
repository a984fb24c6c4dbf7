import { expect, it } from 'vitest';
import { SILENT_LOGGER } from '#main/platform/logger.ts';
import { createDesktopSelection } from './desktop-selection.ts';
import type { DesktopSelectionOptions } from './desktop-selection.ts';
import { createShellFake } from '../electron-shell-fake.test-support.ts';

function openOn(platform: NodeJS.Platform) {
  const prompts: boolean[] = [];
  const { electron } = createShellFake();
  const systemPreferences = { isTrustedAccessibilityClient: (mayPrompt: boolean) => (prompts.push(mayPrompt), false) };
  const selection = createDesktopSelection({
    electron: { ...electron, systemPreferences } as unknown as DesktopSelectionOptions['electron'],
    process: { platform, env: {} },
    log: SILENT_LOGGER,
    quickAsk: { stepAside: () => undefined },
    isOwnWindowInFront: () => false,
    hasTray: () => false,
    isShortcutHeld: () => false,
    application: () => {
      throw new Error('not open yet');
    },
  });
  return { prompts, selection };
}

// Catches: macOS that never lists Inkstone under Accessibility, because the check never lets it ask; and a prompt at start or at a capture.
it('lets macOS ask for Accessibility only when the user wants it to', async () => {
  const { prompts, selection } = openOn('darwin');
  expect(await selection.capture()).toMatchObject({ limit: 'permission' });
  await selection.selfTest();
  expect(prompts.length).toBeGreaterThan(0);
  expect(prompts).not.toContain(true);
  await selection.askPermission();
  expect(prompts.filter(Boolean)).toEqual([true]);
});

it('asks for nothing where there is no such permission', async () => {
  const { prompts, selection } = openOn('linux');
  await selection.askPermission();
  expect(prompts).toEqual([]);
});
