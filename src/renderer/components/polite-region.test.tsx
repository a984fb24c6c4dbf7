import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { endOfLastSentence, PoliteRegion } from './polite-region.tsx';

/** What a screen reader is given, each time that it changes. */
function say(steps: readonly (readonly [text: string, isOver: boolean])[]): string[] {
  const { rerender, container } = render(<PoliteRegion text="" isOver={false} />);
  const said: string[] = [];
  for (const [text, isOver] of steps) {
    rerender(<PoliteRegion text={text} isOver={isOver} />);
    const now = container.textContent;
    if (now !== said.at(-1) && now !== '') said.push(now);
  }
  return said;
}

// Catches: an answer that is read out token by token, a sentence read twice, or a last one that nobody hears.
test('finished sentences are said once each, and what is left when it is over', () => {
  expect(
    say([
      ['The tide', false],
      ['The tide comes in. And', false],
      ['The tide comes in. And it goes', false],
      ['The tide comes in. And it goes out! Then', false],
      ['The tide comes in. And it goes out! Then', true],
    ]),
  ).toEqual(['The tide comes in.', ' And it goes out!', ' Then']);
  expect(screen.getByText('Then').getAttribute('aria-live')).toBe('polite');
});

// Catches: Chinese that is silent to its end, because no blank follows its full stops; numbers that are cut at their point.
test('Chinese sentences end without a blank, and a number does not', () => {
  expect(
    say([
      ['潮水来了。然后', false],
      ['潮水来了。然后退去！“好。”他说', false],
    ]),
  ).toEqual(['潮水来了。', '然后退去！“好。”']);
  expect(endOfLastSentence('It is 3.5 metres')).toBe(0);
});
