import { expect, test } from 'vitest';
import { evidenceOf, redriveSummary } from './operations.ts';

test('evidence is told line by line; a conversation leads to its page', () => {
  expect(
    evidenceOf({
      evidence: { conversation_id: 'conv_1', reason: 'no_pause', facts: { longestPauseMs: 40 }, parts: ['a', 'b'] },
    }),
  ).toEqual([
    { name: 'Conversation', value: 'conv_1', href: '/conversations/conv_1' },
    { name: 'Reason', value: 'no_pause', href: null },
    { name: 'Longest pause ms', value: '40', href: null },
    { name: 'Parts', value: '["a","b"]', href: null },
  ]);
});

test('what became of many is told in a line', () => {
  expect(redriveSummary([{ outcome: 'redriven' }])).toBe('1 asked again');
  expect(redriveSummary([{ outcome: 'redriven' }, { outcome: 'person_owns' }])).toBe('1 asked again, 1 not');
});
