import { expect, test } from 'vitest';
import { dayEnd, daysAgo, dayStart, toField, toLastDay } from './search-dates.ts';

// Catches: a last day that is left out, a month that is off by one, and a day of 23 or 25 hours.
test('days begin and end at local midnight, and come back as they went', () => {
  expect(dayStart('2026-03-29')).toBe(new Date(2026, 2, 29).getTime());
  expect(dayEnd('2026-03-29')).toBe(new Date(2026, 2, 30).getTime());
  expect(dayEnd('2025-12-31')).toBe(new Date(2026, 0, 1).getTime());
  for (const day of ['2026-03-29', '2026-10-25', '2024-02-29'])
    expect([toField(dayStart(day)), toLastDay(dayEnd(day))]).toEqual([day, day]);
  expect([dayStart(''), dayEnd('x'), toField(undefined), toLastDay(undefined)]).toEqual([undefined, undefined, '', '']);
});

// Catches: a range that moves with every key press, so that no answer is ever the one that was asked for.
test('so many days ago is the same moment all day', () => {
  expect(daysAgo(7, new Date(2026, 2, 3, 0, 5))).toBe(daysAgo(7, new Date(2026, 2, 3, 23, 55)));
});
