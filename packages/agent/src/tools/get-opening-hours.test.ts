import { describe, expect, test } from 'vitest';
import { clinicFrame, contextOf } from '../fixtures/clinic.ts';
import type { Frame } from '../frame.ts';
import { getOpeningHours, type OpeningHoursAnswer } from './get-opening-hours.ts';
import { toolSpec } from './tool.ts';

const friday = clinicFrame('Hi');

async function ask(day: string, frame: Frame = friday): Promise<OpeningHoursAnswer> {
  const input = getOpeningHours.input.parse({ day });
  const output = await getOpeningHours.run(contextOf(frame), input);
  return getOpeningHours.output.parse(output) as OpeningHoursAnswer;
}

const summary = ({ days }: OpeningHoursAnswer) =>
  (days ?? []).map((day) => `${day.weekday} ${day.date} ${day.hours.map(({ from, to }) => `${from}-${to}`).join(' ')}`);

describe('on Friday 13 March 2026', () => {
  test.each([
    ['today', ['friday 2026-03-13 08:00-15:00']],
    ['tomorrow', ['saturday 2026-03-14 09:00-12:00']],
    [' Friday ', ['friday 2026-03-13 08:00-15:00']],
    ['THURSDAY', ['thursday 2026-03-19 08:00-17:00']],
    ['wednesday', ['wednesday 2026-03-18 08:00-12:00 13:00-17:00']],
    ['sunday', ['sunday 2026-03-15 ']],
    ['weekend', ['saturday 2026-03-14 09:00-12:00', 'sunday 2026-03-15 ']],
    ['2026-12-24', ['thursday 2026-12-24 08:00-17:00']],
    ['2026-12-25', ['friday 2026-12-25 ']],
  ])('%s', async (day, expected) => {
    expect(summary(await ask(day))).toEqual(expected);
  });

  test('a holiday says why', async () => {
    expect((await ask('2026-12-25')).days?.[0]?.note).toBe('Christmas Day');
  });

  test('week: the next seven days, from today', async () => {
    const days = summary(await ask('week'));
    expect(days).toHaveLength(7);
    expect(days.map((day) => day.split(' ')[1])).toEqual(
      ['13', '14', '15', '16', '17', '18', '19'].map((day) => `2026-03-${day}`),
    );
  });
});

describe('the time zone decides which day it is', () => {
  test.each([
    ['2026-03-13T23:30:00.000Z', 'Asia/Tokyo', 'saturday'],
    ['2026-03-13T23:30:00.000Z', 'America/New_York', 'friday'],
    // The night in which the clocks go forward.
    ['2026-03-29T00:30:00.000Z', 'Europe/London', 'sunday'],
  ])('%s in %s is a %s', async (clock, timeZone, weekday) => {
    expect((await ask('today', { ...friday, clock, timeZone })).days?.[0]?.weekday).toBe(weekday);
  });
});

describe('open right now', () => {
  test.each([
    ['07:59', false],
    ['08:00', true],
    ['14:59', true],
    ['15:00', false],
  ])('at %s: %s', async (time, open) => {
    expect((await ask('today', { ...friday, clock: `2026-03-13T${time}:00.000Z` })).now).toEqual({
      date: '2026-03-13',
      time,
      open,
    });
  });
});

test('a business that has not told its hours', async () => {
  const frame = { ...friday, business: { ...friday.business, openingHours: null } };
  expect(await ask('today', frame)).toEqual({ now: { date: '2026-03-13', time: '09:30', open: null }, days: null });
});

test.each(['someday', '', '2026-02-30', '31/12/2026'])('%j is no day', (day) => {
  expect(getOpeningHours.input.safeParse({ day }).success).toBe(false);
});

test('the model is told what it may ask', () => {
  expect(toolSpec(getOpeningHours).parameters).toMatchObject({
    type: 'object',
    properties: { day: { type: 'string', description: expect.stringContaining('weekday') } },
    required: ['day'],
  });
});
