import { expect, it } from 'vitest';
import { createElectronFake } from '../electron-fake.test-support.ts';
import { enableShortcutPortal } from './shortcut-portal.ts';

const linux = (env: Record<string, string>) => ({ platform: 'linux', env }) as const;

it('asks Chromium for the portal on Wayland only, without forgetting features the user asked for', () => {
  const { app, electron } = createElectronFake();
  enableShortcutPortal(electron.app.commandLine, linux({ DISPLAY: ':0' }));
  expect(app.features).toBe('');
  app.features = 'Vulkan';
  enableShortcutPortal(electron.app.commandLine, linux({ XDG_SESSION_TYPE: 'wayland' }));
  expect(app.features).toBe('Vulkan,GlobalShortcutsPortal');
});
