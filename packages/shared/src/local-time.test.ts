import { describe, expect, test } from 'vitest';
import { firstInstantFrom, instantsOf } from './local-time.ts';

const shown = (date: string, time: string, zone: string) =>
  instantsOf(date, time, zone).map((at) => at.toISOString().slice(0, 16));

describe('the moments at which a wall clock shows a time', () => {
  test.each([
    ['2026-11-20', '10:00', 'Europe/London', ['2026-11-20T10:00']],
    ['2026-07-20', '10:00', 'Europe/London', ['2026-07-20T09:00']],
    ['2026-10-31', '09:00', 'America/New_York', ['2026-10-31T13:00']],
    ['2026-11-01', '09:00', 'America/New_York', ['2026-11-01T14:00']],
    ['2026-03-31', '08:00', 'Europe/Berlin', ['2026-03-31T06:00']],
    ['2026-03-14', '10:30', 'Asia/Kathmandu', ['2026-03-14T04:45']],
    ['2026-03-14', '00:00', 'Pacific/Kiritimati', ['2026-03-13T10:00']],
    ['2026-03-14', '24:00', 'UTC', ['2026-03-15T00:00']],
    // Half an hour, and south of the equator.
    ['2026-10-04', '02:15', 'Australia/Lord_Howe', []],
  ])('%s %s in %s', (date, time, zone, expected) => {
    expect(shown(date, time, zone)).toEqual(expected);
  });

  test.each([
    ['2026-03-29', '01:30', 'Europe/London'],
    ['2026-03-29', '02:00', 'Europe/Berlin'],
    ['2026-03-08', '02:59', 'America/New_York'],
  ])('%s %s in %s: never, the clocks go forward', (date, time, zone) => {
    expect(shown(date, time, zone)).toEqual([]);
  });

  test.each([
    ['2026-10-25', '01:30', 'Europe/London', ['2026-10-25T00:30', '2026-10-25T01:30']],
    ['2026-10-25', '02:00', 'Europe/Berlin', ['2026-10-25T00:00', '2026-10-25T01:00']],
    ['2026-11-01', '01:00', 'America/New_York', ['2026-11-01T05:00', '2026-11-01T06:00']],
  ])('%s %s in %s: twice, the clocks go back', (date, time, zone, expected) => {
    expect(shown(date, time, zone)).toEqual(expected);
  });
});

test.each([
  ['2026-03-29', '01:30', 'Europe/London', '2026-03-29T01:00'],
  ['2026-03-08', '02:10', 'America/New_York', '2026-03-08T07:00'],
  ['2026-10-04', '02:15', 'Australia/Lord_Howe', '2026-10-03T15:30'],
  ['2026-10-25', '01:30', 'Europe/London', '2026-10-25T00:30'],
])('from %s %s in %s', (date, time, zone, expected) => {
  expect(firstInstantFrom(date, time, zone).toISOString().slice(0, 16)).toBe(expected);
});
