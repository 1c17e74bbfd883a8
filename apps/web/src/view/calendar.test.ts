import { describe, expect, test } from 'vitest';
import {
  calendarHref,
  dateIn,
  dayInWords,
  daysOf,
  frameOf,
  hoursOf,
  parseCalendarSearch,
  placeOf,
  reachOf,
  shiftDate,
} from './calendar.ts';

test('the day and how many of them stand in the address; what we do not know is as good as none', () => {
  expect(parseCalendarSearch({ date: '2026-02-30', view: 'year' })).toEqual({});
  expect(calendarHref(parseCalendarSearch({ date: '2026-02-28', view: 'week' }))).toBe(
    '/calendar?date=2026-02-28&view=week',
  );
  expect(calendarHref({ view: 'day' })).toBe('/calendar');
});

test('today is what the organisation’s wall clock says', () => {
  const at = Date.parse('2026-03-01T02:00:00Z');
  expect([dateIn(at, 'Europe/London'), dateIn(at, 'America/New_York')]).toEqual(['2026-03-01', '2026-02-28']);
});

test('a week goes from Monday to Sunday, also over the end of a month and a changed clock', () => {
  expect(shiftDate('2026-03-28', 2)).toBe('2026-03-30');
  expect(daysOf('2026-03-01', 'week')).toEqual([
    '2026-02-23',
    '2026-02-24',
    '2026-02-25',
    '2026-02-26',
    '2026-02-27',
    '2026-02-28',
    '2026-03-01',
  ]);
  expect(daysOf('2026-03-01', 'day')).toEqual(['2026-03-01']);
  expect(dayInWords('2026-11-20', 'en-GB')).toBe('Friday 20 November');
});

test('what is read reaches over every time zone’s day', () => {
  expect(reachOf(['2026-03-01'])).toEqual({ from: '2026-02-28T10:00:00.000Z', to: '2026-03-02T14:00:00.000Z' });
});

describe('a day’s column', () => {
  const open = [[{ from: '08:30', to: '12:00' }], [{ from: '13:00', to: '17:15' }]];

  test('shows whole hours around what is open and what is booked', () => {
    expect(frameOf(open, [])).toEqual({ from: 480, to: 1_080 });
    expect(frameOf(open, [{ time: '07:10', until: '07:40' }])).toEqual({ from: 420, to: 1_080 });
    expect(frameOf([], [{ time: '23:00', until: '00:00' }])).toEqual({ from: 1_380, to: 1_440 });
    expect(frameOf([], [])).toEqual({ from: 540, to: 1_020 });
    expect(frameOf([null], [{ time: '18:30', until: '19:00' }])).toEqual({ from: 540, to: 1_140 });
    expect(hoursOf({ from: 480, to: 600 })).toEqual(['08:00', '09:00']);
  });

  test('holds each appointment at its time', () => {
    expect(placeOf({ time: '09:00', until: '09:30' }, { from: 480, to: 600 })).toEqual({ top: 50, height: 25 });
    expect(placeOf({ time: '23:30', until: '00:00' }, { from: 1_380, to: 1_440 })).toEqual({ top: 50, height: 50 });
  });
});
