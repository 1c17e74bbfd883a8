import { expect, test } from 'vitest';
import { takeDays } from './days.ts';
import { plainOf } from './plain.ts';
import { scan } from './scan.ts';

const daysIn = (text: string, monthFirst = false, today = '2026-03-13') =>
  takeDays(scan(plainOf(text)), { today, monthFirst }).map(({ date }) => date);

// Friday 13 March 2026.
test.each([
  ['today', ['2026-03-13']],
  ['this afternoon', ['2026-03-13']],
  ['tomorow', ['2026-03-14']],
  ['tomorrow, Saturday', ['2026-03-14']],
  ['the day after tomorrow', ['2026-03-15']],
  ['Saturday', ['2026-03-14']],
  ['Friday', ['2026-03-20']],
  ['this Friday', ['2026-03-13']],
  ['next Tuesday', ['2026-03-17']],
  ['next Saturday', ['2026-03-21']],
  ['Monday week', ['2026-03-16']],
  ['a week on Monday', ['2026-03-23']],
  ['Thursday next week', ['2026-03-19']],
  ['next week', ['2026-03-16']],
  ['in two weeks', ['2026-03-27']],
  ['in a fortnight', ['2026-03-27']],
  ['in 3 days', ['2026-03-16']],
  ['the 3rd', ['2026-04-03']],
  ['Tuesday the 17th', ['2026-03-17']],
  ['Tuesday 17 March', ['2026-03-17']],
  ['12 March', ['2027-03-12']],
  ['March 20th', ['2026-03-20']],
  ['2nd of April', ['2026-04-02']],
  ['25/12', ['2026-12-25']],
  ['3/4', ['2026-04-03']],
  ['20.3.2026', ['2026-03-20']],
  ['20/3/26', ['2026-03-20']],
  ['2026-03-16', ['2026-03-16']],
  ['Christmas', ['2026-12-25']],
  ['Good Friday', ['2026-04-03']],
  ['Easter Monday', ['2026-04-06']],
  ['Monday or Tuesday', ['2026-03-16', '2026-03-17']],
  ['31 February', []],
  ['45/13', []],
  ['the second one', []],
  ['the 2nd one', []],
  ['at 10 for 2 people', []],
])('%s', (text, dates) => {
  expect(daysIn(text)).toEqual(dates);
});

test('in America the month comes first, unless it cannot', () => {
  expect(daysIn('3/4', true)).toEqual(['2027-03-04']);
  expect(daysIn('25/12', true)).toEqual(['2026-12-25']);
});

test('said on a Wednesday, next Friday is in nine days', () => {
  expect(daysIn('next Friday', false, '2026-03-18')).toEqual(['2026-03-27']);
});
