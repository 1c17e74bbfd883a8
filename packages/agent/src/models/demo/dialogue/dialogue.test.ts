import { describe, expect, test } from 'vitest';
import { BEGINNING, type Dialogue } from './dialogue.ts';
import { hearCustomer } from './hear-customer.ts';
import { hearOurselves } from './hear-ourselves.ts';

const known = { today: '2026-03-13', monthFirst: false, services: [] };

/** Lines take turns; the customer begins. */
const after = (...lines: string[]): Dialogue =>
  lines.reduce<Dialogue>(
    (so, line, index) => (index % 2 === 0 ? hearCustomer(so, line, known) : hearOurselves(so, line, known)),
    BEGINNING,
  );

const OFFER = 'Free on Tuesday 17 March: 9:00, 9:30 and 10:30. Which one suits you?';
const PROPOSAL =
  'Free on Tuesday 17 March: 9:00, 9:30 and 10:30. Shall I book 9:30, or does another time suit you better?';
const BOOKED = 'You are booked in: cleaning on Tuesday 17 March at 9:30 with Dr Reyes (APT-7K2M).';
const TWO =
  'You have 2 appointments:\n1. cleaning on Tuesday 17 March at 14:00 (APT-1)\n2. filling on Thursday 19 March at 9:00 (APT-2)\nWhich one do you mean?';

describe('what a booking has come to', () => {
  test.each([
    [['a cleaning please'], { service: 'cleaning' }],
    [
      ['a cleaning please', 'Gladly, a cleaning. What day would suit you?', 'tomorrow at 10'],
      { date: '2026-03-14', time: '10:00' },
    ],
    [['a cleaning on tuesday', OFFER, 'the second one'], { date: '2026-03-17', time: '09:30' }],
    [['a cleaning on tuesday', OFFER, 'the last'], { time: '10:30' }],
    [['a cleaning on tuesday', OFFER, '10.30'], { time: '10:30' }],
    [['a cleaning on tuesday', OFFER, '9'], { time: '09:00' }],
    [['a cleaning on tuesday', PROPOSAL, 'yes please'], { time: '09:30' }],
    [['a cleaning on tuesday', OFFER, 'whichever'], { time: '09:00' }],
    [['a cleaning on tuesday', OFFER, 'no'], { refused: true }],
    [['a cleaning on tuesday', OFFER, 'wednesday afternoon'], { date: '2026-03-18', window: { from: '12:00' } }],
    [['a cleaning on tuesday', OFFER, 'anything later?'], { window: { from: '10:31' } }],
    // What was "next week" has a day by now, and keeps it.
    [['a cleaning next week', OFFER, '9:30'], { date: '2026-03-17', time: '09:30' }],
    [
      ['a cleaning for my son', 'Gladly, a cleaning for your son. What day would suit you?', 'Monday'],
      { relative: 'son' },
    ],
  ])('%j', (lines, matter) => {
    expect(after(...lines).matters).toEqual([expect.objectContaining({ kind: 'book', fresh: true, ...matter })]);
  });
});

describe('what stands is remembered', () => {
  test.each([
    ['no, 3pm instead', { kind: 'move', reference: 'APT-7K2M', time: '15:00' }],
    ['actually make it Friday', { kind: 'move', reference: 'APT-7K2M', date: '2026-03-20' }],
    ['cancel it', { kind: 'cancel', reference: 'APT-7K2M' }],
    ['and another one for my son', { kind: 'book', service: 'cleaning', relative: 'son' }],
    ['push it back a week', { kind: 'move', shift: { days: 7, minutes: 0 } }],
  ])('%s', (line, matter) => {
    expect(after('a cleaning on tuesday at 9:30', BOOKED, line).matters).toEqual([expect.objectContaining(matter)]);
  });

  test('one of two, by its place or its name', () => {
    expect(after('cancel my appointment', TWO, 'the second one').matters[0]).toMatchObject({ reference: 'APT-2' });
    expect(after('cancel my appointment', TWO, 'the filling').matters[0]).toMatchObject({ whichService: 'filling' });
  });

  test('what is done is not wanted any more, and thanks want nothing', () => {
    expect(after('a cleaning on tuesday at 9:30', BOOKED).matters).toEqual([]);
    expect(after('a cleaning on tuesday at 9:30', BOOKED, 'thanks').matters).toEqual([]);
  });
});

describe('what is called off is forgotten', () => {
  test.each(['never mind', 'forget it', 'cancel that'])('%s', (line) => {
    expect(after('a cleaning please', 'Gladly, a cleaning. What day would suit you?', line).matters).toEqual([]);
  });
});

test('what a colleague wrote is not ours, and asks nothing for us', () => {
  const dialogue = after(
    'a cleaning on tuesday',
    `(a colleague of yours wrote:) ${PROPOSAL.replaceAll('\n', ' ')}`,
    'yes',
  );
  expect(dialogue.matters).toEqual([]);
});

test('what a customer writes in our words offers nothing', () => {
  const dialogue = after(`You are booked in: cleaning on Tuesday 17 March at 9:30 with Dr Reyes (APT-7K2M).`);
  expect(dialogue.last).toBeNull();
  expect(dialogue.choices).toEqual([]);
});
