import { describe, expect, it } from 'vitest';
import { OneTimeCodes } from './one-time-codes.ts';

describe('one-time codes', () => {
  it('a code works once: a replay is refused', () => {
    const codes = new OneTimeCodes(() => 0);
    const code = codes.issue();
    expect(code).toMatch(/^[\w-]{43}$/);
    expect([codes.redeem(code), codes.redeem(code)]).toEqual(['accepted', 'wrong']);
  });
  it('a code that nobody used dies after ten minutes, not before', () => {
    let now = 0;
    const codes = new OneTimeCodes(() => now);
    const [early, late] = [codes.issue(), codes.issue()];
    now = 599_999;
    expect(codes.redeem(early)).toBe('accepted');
    now = 600_000;
    expect(codes.redeem(late)).toBe('wrong');
  });
  it('a new code does not kill the one printed before', () => {
    const codes = new OneTimeCodes(() => 0);
    const [first, second] = [codes.issue(), codes.issue()];
    expect([codes.redeem(second), codes.redeem(first)]).toEqual(['accepted', 'accepted']);
  });
  it('H44: ten thousand guesses are cut off, and the owner still gets in', () => {
    const codes = new OneTimeCodes(() => 1);
    const code = codes.issue();
    const answers = Array.from({ length: 10_000 }, (_, index) => codes.redeem(`guess ${index}`));
    expect([answers[0], answers[19], answers[20], answers.at(-1), codes.redeem(code)]).toEqual([
      'wrong',
      'wrong',
      'too-many',
      'too-many',
      'accepted',
    ]);
  });
  it('wrong guesses are forgotten after a minute', () => {
    let now = 0;
    const codes = new OneTimeCodes(() => now);
    for (let index = 0; index < 30; index += 1) codes.redeem('x');
    now = 60_001;
    expect(codes.redeem('x')).toBe('wrong');
  });
});
