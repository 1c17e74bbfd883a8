import { expect, test } from 'vitest';
import { readRefusal } from './refusals.ts';

test.each([
  ['slot_taken: 10:00 is taken; free then: 10:30, 9:00', { kind: 'taken', free: ['10:30', '09:00'] }],
  [
    'There is no service "haircut". Services: Check-up (30 min), Cleaning',
    { kind: 'no_such_service', offered: ['Check-up', 'Cleaning'] },
  ],
  ['closed: we are not open then', { kind: 'closed' }],
  ['in_the_past: that time is over', { kind: 'past' }],
  ['No such order.', { kind: 'not_found' }],
  ['Refunds above 50.00 need a person.', { kind: 'needs_person' }],
  ['It is not known whether the mail was sent.', { kind: 'unknown_outcome' }],
  ['boom', { kind: 'other' }],
])('%s', (error, refusal) => {
  expect(readRefusal(error)).toEqual(refusal);
});
