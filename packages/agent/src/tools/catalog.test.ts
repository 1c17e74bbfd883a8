import { BUILT_IN_TOOLS, isBuiltIn } from '@parley/shared/built-in-tools';
import { describe, expect, test } from 'vitest';
import { catalog, toolsNamed } from './catalog.ts';
import { toolSpec } from './tool.ts';

test('what people choose from is what there is, with the same effects', () => {
  const there = Object.fromEntries(catalog.map(({ name, effect }) => [name, effect]));
  const told = Object.fromEntries(Object.entries(BUILT_IN_TOOLS).map(([name, { effect }]) => [name, effect]));
  expect(there).toEqual(told);
  expect(isBuiltIn('constructor')).toBe(false);
});

test('a name that is gone is not offered', () => {
  expect(toolsNamed(['lookup_order', 'gone']).map(({ name }) => name)).toEqual(['lookup_order']);
});

test.each(catalog.map((tool) => [tool.name, tool] as const))('%s says what it takes, and names nobody', (_, tool) => {
  const { parameters, description } = toolSpec(tool);
  expect(parameters).toMatchObject({ type: 'object' });
  expect(description).toMatch(/^[A-Z].*\.$/s);
  // Whose turn it is comes from the claim.
  for (const id of ['contact', 'contact_id', 'customer', 'conversation_id', 'org_id', 'agent_id']) {
    expect(Object.keys((parameters as { properties: object }).properties)).not.toContain(id);
  }
});

const lines = (name: string, input: object): string[] => {
  const [tool] = toolsNamed([name]);
  if (!tool) throw new Error(`there is no ${name}`);
  return tool.summary(tool.input.parse(input));
};

describe('who approves a call reads what it is about', () => {
  test.each([
    [
      'book_appointment',
      { service: 'Filling', date: '2026-12-01', time: '9:30', name: 'Ida' },
      ['Books Filling on 2026-12-01 at 09:30', 'For Ida'],
    ],
    [
      'reschedule_appointment',
      { date: '2026-12-01', time: '10:00' },
      ['Moves the customer’s appointment to 2026-12-01 at 10:00'],
    ],
    ['cancel_appointment', { reference: 'APT-7K2M' }, ['Cancels appointment APT-7K2M']],
    [
      'issue_refund',
      { order_number: '1042', reason: 'Broken' },
      ['Gives back all that is refundable of order 1042', 'Because: Broken'],
    ],
    [
      'issue_refund',
      { order_number: '1042', amount: '12.5', reason: 'Broken' },
      ['Gives back 12.5 of order 1042', 'Because: Broken'],
    ],
    [
      'apply_discount',
      { order_number: '1042', percent: 10, reason: 'Late' },
      ['Takes 10% off order 1042', 'Because: Late'],
    ],
    [
      'create_ticket',
      { subject: 'Bill', description: 'A copy', priority: 'high' },
      ['Notes for a colleague: Bill', 'Priority: high'],
    ],
  ])('%s %j', (name, input, expected) => {
    expect(lines(name, input)).toEqual(expected);
  });
});

describe('arguments that are refused before anything happens', () => {
  test.each([
    ['book_appointment', { service: 'Filling', date: '2026-02-30', time: '10:00' }],
    ['book_appointment', { service: 'Filling', date: '2026-12-01', time: '25:00' }],
    ['book_appointment', { service: '', date: '2026-12-01', time: '10:00' }],
    ['issue_refund', { order_number: '1042', amount: '-5', reason: 'x' }],
    ['issue_refund', { order_number: '1042', amount: '1e9', reason: 'x' }],
    ['issue_refund', { order_number: '1042', amount: '5,00', reason: 'x' }],
    ['issue_refund', { order_number: '1042', amount: '5.00' }],
    ['apply_discount', { order_number: '1042', percent: 51, reason: 'x' }],
    ['apply_discount', { order_number: '1042', percent: 0, reason: 'x' }],
    ['create_ticket', { subject: 'x'.repeat(201), description: 'y' }],
    ['check_availability', { date: 'tomorrow' }],
  ])('%s %j', (name, input) => {
    const [tool] = toolsNamed([name]);
    expect(tool?.input.safeParse(input).success).toBe(false);
  });
});
