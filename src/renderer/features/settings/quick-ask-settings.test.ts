import { expect, it } from 'vitest';
import { acceleratorLabel } from './quick-ask-settings.tsx';

it('writes the shortcut as the keys are labelled, not in Electron’s words', () => {
  expect(acceleratorLabel('CommandOrControl+Shift+Space', false)).toBe('Ctrl+Shift+Space');
  expect(acceleratorLabel('CommandOrControl+Shift+Space', true)).toBe('⌘⇧ Space');
});
