import { expect, test } from 'vitest';
import { turnStanding } from './conversations.ts';
import { parseTurnSearch, turnsHref } from './turn-list.ts';

test('the address of the page says what is looked for, and nothing that makes no sense', () => {
  expect(turnsHref(parseTurnSearch({ state: 'dead', agent: 'agt_1' }))).toBe('/turns?state=dead&agent=agt_1');
  expect(turnsHref(parseTurnSearch({ state: 'asleep', agent: ['a', 'b'], conversation: 'turn_1' }))).toBe('/turns');
});

test('every state has words of its own, and one that is newer than this page is called by its name', () => {
  const word = (state: string, reason: string | null = null) => turnStanding({ state, reason }).word;
  expect(word('replied')).toBe('Answered');
  expect(word('superseded')).toBe('Went on in a later turn');
  expect(word('dead', 'attempts_used_up')).toBe('Given up: every attempt was cut short');
  expect(word('silent', 'opted_out')).toBe('Not answered: they had said STOP');
  expect(word('running')).toBe('The agent is at work on it');
  expect(word('napping')).toBe('napping');
});
