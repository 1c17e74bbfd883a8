import { WEEKDAYS } from '@parley/shared/business-profile';
import { describe, expect, test } from 'vitest';
import { type Openness, openSpans, type Week } from './open-spans.ts';
import { isFree, slotsIn, startOf } from './slots.ts';

const weekOf = (from: string, to: string): Week =>
  Object.fromEntries(WEEKDAYS.map((day) => [day, [{ from, to }]])) as Week;

const open = (timeZone: string, from: string, to: string, more: Partial<Openness> = {}): Openness => ({
  timeZone,
  house: null,
  week: weekOf(from, to),
  closed: [],
  ...more,
});

const starts = (date: string, openness: Openness, minutes = 30) =>
  slotsIn(openSpans(date, openness), minutes).map((slot) => startOf(slot, openness.timeZone));

describe('what can begin on a day', () => {
  test.each([
    ['a plain morning', 30, ['09:00', '09:30', '10:00', '10:30', '11:00', '11:30']],
    ['an hour, every half hour', 60, ['09:00', '09:30', '10:00', '10:30', '11:00']],
    ['shorter ones, one after the other', 45, ['09:00', '09:30', '10:00', '10:30', '11:00']],
    ['a quarter of an hour', 15, expect.arrayContaining(['09:15', '11:45'])],
    ['longer than it is open', 240, []],
  ])('%s', (_, minutes, expected) => {
    expect(starts('2026-11-20', open('Europe/London', '09:00', '12:00'), minutes)).toEqual(expected);
  });

  test('the night in which an hour is left out has two slots fewer, and none at a time that does not exist', () => {
    expect(starts('2026-03-29', open('Europe/London', '00:00', '03:00'))).toEqual(['00:00', '00:30', '02:00', '02:30']);
    expect(starts('2026-03-29', open('Europe/London', '01:00', '03:00'))).toEqual(['02:00', '02:30']);
    expect(starts('2026-03-29', open('Europe/London', '01:15', '01:45'))).toEqual([]);
  });

  test('the night in which an hour comes twice has two more', () => {
    expect(starts('2026-10-25', open('Europe/London', '00:30', '02:30'))).toEqual([
      ...['00:30', '01:00', '01:30', '01:00', '01:30', '02:00'],
    ]);
  });

  test.each([
    ['2026-10-24', 'Europe/London', '2026-10-24T08:00:00.000Z'],
    ['2026-10-25', 'Europe/London', '2026-10-25T09:00:00.000Z'],
    ['2026-03-31', 'Europe/Berlin', '2026-03-31T07:00:00.000Z'],
    ['2026-10-31', 'America/New_York', '2026-10-31T13:00:00.000Z'],
    ['2026-11-01', 'America/New_York', '2026-11-01T14:00:00.000Z'],
    ['2026-11-20', 'Asia/Kathmandu', '2026-11-20T03:15:00.000Z'],
  ])('nine o’clock on %s in %s is %s', (date, zone, at) => {
    expect(openSpans(date, open(zone, '09:00', '10:00'))[0]?.from.toISOString()).toBe(at);
  });

  test('until midnight is until the next day begins', () => {
    expect(starts('2026-11-20', open('UTC', '23:00', '24:00'))).toEqual(['23:00', '23:30']);
  });
});

describe('days that differ', () => {
  const house = {
    weekly: weekOf('08:00', '10:00'),
    exceptions: [
      { date: '2026-12-25', hours: [], note: 'Christmas Day' },
      { date: '2026-12-24', hours: [{ from: '09:00', to: '10:00' }], note: null },
    ],
  };

  test('without hours of its own a resource has the house’s', () => {
    expect(starts('2026-11-20', open('UTC', '', '', { house, week: null }), 60)).toEqual(['08:00', '08:30', '09:00']);
    expect(starts('2026-12-24', open('UTC', '', '', { house, week: null }), 60)).toEqual(['09:00']);
  });

  test('the house’s holiday closes everything, and its short day shortens', () => {
    const own = open('UTC', '07:00', '09:30', { house });
    expect(starts('2026-12-25', own)).toEqual([]);
    expect(starts('2026-12-24', own)).toEqual(['09:00']);
    expect(starts('2026-12-23', own)).toHaveLength(5);
  });

  test('a closure counts its first and its last day', () => {
    const away = open('UTC', '09:00', '10:00', { closed: [{ from: '2026-08-03', until: '2026-08-05' }] });
    const openOn = ['02', '03', '04', '05', '06'].filter((day) => starts(`2026-08-${day}`, away).length > 0);
    expect(openOn).toEqual(['02', '06']);
  });

  test('a house that has told no hours and a resource without any cannot be booked', () => {
    expect(starts('2026-11-20', open('UTC', '', '', { week: null }))).toEqual([]);
  });
});

test('what ends when the next begins does not overlap', () => {
  const at = (from: string, until: string) => ({
    startsAt: new Date(`2026-11-20T${from}Z`),
    endsAt: new Date(`2026-11-20T${until}Z`),
  });
  const busy = [at('10:00', '10:30')];
  expect(isFree(at('09:30', '10:00'), busy)).toBe(true);
  expect(isFree(at('10:30', '11:00'), busy)).toBe(true);
  expect(isFree(at('09:45', '10:15'), busy)).toBe(false);
  expect(isFree(at('09:00', '12:00'), busy)).toBe(false);
  expect(isFree(at('10:10', '10:20'), busy)).toBe(false);
});
