import { expect, test } from 'vitest';
import { says, scriptedModel } from '../../../fixtures/clinic.ts';
import { clinicOf, hoursFrom } from './clinic.ts';
import { dialogueSchema } from './dialogues.ts';
import { rehearse } from './rehearse.ts';
import { createWorld } from './world.ts';

const world = {
  services: [
    { name: 'Check-up', minutes: 45, price: '55.00' },
    { name: 'Emergency visit', minutes: 30 },
  ],
  hours: 'Mon-Wed 08:30-18:00, Thu 08:30-20:00, Sun closed, 24 and 25 December closed',
  busy: [
    { date: '2026-11-23', from: '08:30', to: '12:00', resource: 'everyone' },
    { date: '2026-11-23', from: '12:00', to: '18:00', resource: 'Dr Quinn' },
  ],
  appointments: [
    { service: 'Check-up', date: '2026-11-24', time: '09:30', reference: 'APT-5D3K', resource: 'Dr Osei' },
  ],
  orders: [
    {
      ...{ number: '1051', status: 'delivered', placed_on: '2026-11-06', items: ['Floss'] },
      ...{ total: '45.00', refundable: '20.00' },
    },
  ],
};
const now = '2026-11-20T10:00';

test('a dialogue has its own clinic, hour and customer', async () => {
  const { use, booked } = createWorld({ ...world, now });
  const slots = JSON.parse(await use('check_availability', { service: 'check-up', date: '2026-11-23' })).slots;
  expect(slots[0]).toEqual({ start: '12:00', resource: 'Dr Reyes' });
  expect(await use('book_appointment', { service: 'emergency', date: '2026-11-26', time: '19:30' })).toContain('20:00');
  expect(booked.filter(({ mine }) => mine).map(({ service, until }) => [service, until])).toEqual([
    ['Check-up', '10:15'],
    ['Emergency visit', '20:00'],
  ]);
  expect(await use('check_availability', { service: 'check-up', date: '2026-12-24' })).toContain('"closed":true');
  expect(await use('get_opening_hours', { day: 'today' })).toContain('"now":{"date":"2026-11-20","time":"10:00"');
  expect(JSON.parse(await use('lookup_order', {}))).toMatchObject({ number: '1051', refundable: '20.00' });
});

test.each([
  ['book_appointment', { service: 'check-up', date: '2026-11-23', time: '10:00' }, 'slot_taken'],
  ['book_appointment', { service: 'check-up', date: '2026-11-23', time: '12:00', resource: 'Dr Quinn' }, 'slot_taken'],
  ['book_appointment', { service: 'whitening', date: '2026-11-23', time: '12:00' }, 'unknown_service'],
  ['book_appointment', { service: 'check-up', date: '2026-11-20', time: '09:45' }, 'in_the_past'],
  ['book_appointment', { service: 'check-up', date: '2026-11-27', time: '10:00' }, 'closed'],
  ['issue_refund', { order_number: '1051', amount: '20.01' }, 'over_refundable'],
])('%s %j is refused: %s', async (tool, args, error) => {
  expect(await createWorld({ ...world, now }).use(tool, args)).toContain(`Error: ${error}`);
});

test('hours are read to the last word, or not at all', () => {
  expect(hoursFrom('Sat 09:00-13:00, 25 and 26 December closed', '2026-11-20')).toMatchObject({
    weekly: { monday: [], saturday: [{ from: '09:00', to: '13:00' }] },
    exceptions: [{ date: '2026-12-25' }, { date: '2026-12-26' }],
  });
  expect(() => hoursFrom('Mon-Wed mostly', '2026-11-20')).toThrow('“Mon-Wed mostly” are no opening hours');
  expect(() => hoursFrom('25 Brumaire closed', '2026-11-20')).toThrow('“Brumaire” is no month');
  expect(clinicOf({}).now).toEqual({ date: '2026-03-13', time: '09:30' });
});

test('one of several words is enough, in any case', async () => {
  const play = (said: string) =>
    rehearse(
      scriptedModel(says('We open at 10 AM.')),
      dialogueSchema.parse({ about: 'x', lines: ['hi'], end: { said: [said] } }),
    );
  expect((await play('10:00 | 10 am')).missed).toEqual([]);
  expect((await play('10:00 | 11 am')).missed).toEqual(['not said: “10:00 | 11 am”']);
});

test('people read what is written after a hand-off', async () => {
  const handing = {
    ...says('A colleague takes over.'),
    toolCalls: [{ name: 'handoff_to_human', args: { reason: 'asked' } }],
  };
  const dialogue = dialogueSchema.parse({ about: 'x', lines: ['a person please', 'hello?'] });
  expect((await rehearse(scriptedModel(handing), dialogue)).exchanges).toHaveLength(1);
});
