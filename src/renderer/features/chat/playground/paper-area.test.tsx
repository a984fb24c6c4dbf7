import { createEvent, fireEvent, render, screen } from '@testing-library/react';
import { beforeAll, expect, test, vi } from 'vitest';
import '../../../lib/i18n.ts';
import { MAX_EDITED_LENGTH } from '../composer/draft-text.ts';
import { PaperArea } from './paper-area.tsx';

beforeAll(() => {
  // jsdom scrolls nothing.
  Element.prototype.scrollIntoView = () => undefined;
});

// Catches: ten megabytes pasted into the paper, laid out twice; or lost, because the box refused them.
test('a paste too long to edit goes into the paper at the caret without going through the text box', () => {
  const [onLong, onType] = [vi.fn(), vi.fn()];
  const nothing = (): void => undefined;
  const area = { current: null };
  render(
    <PaperArea
      area={area}
      before="Once time."
      written=""
      after=""
      caret={5}
      move={0}
      isWriting={false}
      isReadOnly={false}
      isCut={false}
      onType={onType}
      onLong={onLong}
      onKeyDown={nothing}
      onUndo={nothing}
      onRedo={nothing}
    />,
  );
  const box = screen.getByRole('textbox', { name: 'Text' });
  const data = 'x'.repeat(MAX_EDITED_LENGTH);
  fireEvent(box, createEvent('beforeinput', box, { data, inputType: 'insertFromPaste', cancelable: true }, { EventType: 'InputEvent' }));
  expect(onLong).toHaveBeenCalledExactlyOnceWith(`Once ${data}time.`, 5 + data.length);
  expect(onType).not.toHaveBeenCalled();
  expect(box).toHaveValue('Once time.');
});
