import { expect, test } from 'vitest';
import {
  agentsHref,
  pairLines,
  pairsFrom,
  parseAgentSearch,
  pathName,
  specFrom,
  stepsFrom,
  valueText,
} from './agents.ts';

test.each([
  [{}, '/agents'],
  [{ q: ' robin ', status: 'paused' }, '/agents?q=robin&status=paused'],
  [{ status: 'nonsense', environment: 'moon', team: '../x', q: ['a', 'b'] }, '/agents'],
  [{ tag: 'Front Desk', environment: 'test' }, '/agents?environment=test&tag=front+desk'],
])('%j is asked for as %s', (given, href) => {
  expect(agentsHref(parseAgentSearch(given))).toBe(href);
});

test('only steps that lead somewhere else, and that one may take', () => {
  const actions = (...args: Parameters<typeof stepsFrom>) => stepsFrom(...args).map(({ action }) => action);
  expect(actions('active', ['edit', 'pause', 'assign', 'archive'])).toEqual(['Drain', 'Pause', 'Archive']);
  expect(actions('paused', ['pause'])).toEqual(['Resume', 'Drain']);
  expect(actions('archived', ['pause'])).toEqual([]);
  expect(actions('archived', ['archive'])).toEqual(['Take back, active', 'Take back, paused']);
  expect(actions('active', [])).toEqual([]);
});

const SPEC = {
  instructions: 'Old',
  greeting: 'Hi',
  model: null,
  tools: [],
  turns: { while_running: 'merge' as const },
  guardrails: { avoid_topics: [] },
  limits: { model_calls: 20, tool_calls: 8 },
};

test('a form says what changes; what it does not show stays as it was', () => {
  const form: Record<string, string> = {
    instructions: 'One\r\nTwo',
    greeting: 'Hello',
    model: '',
    tools: 'book_visit, get_opening_hours\nbook_visit',
    avoid_topics: 'prices, and discounts\n\n other clinics ',
    model_calls: '5',
    tool_calls: '',
  };
  expect(specFrom(SPEC, { text: (name) => form[name] ?? '', all: () => ['card', 'iban', 'national_id'] })).toEqual({
    instructions: 'One\nTwo',
    greeting: 'Hello',
    model: null,
    tools: ['book_visit', 'get_opening_hours'],
    turns: { while_running: 'merge' },
    guardrails: { avoid_topics: ['prices, and discounts', 'other clinics'] },
    limits: { model_calls: 5, tool_calls: 8 },
  });
});

test('what a provider calls it is read from lines, and written as they are read', () => {
  const pairs = { assistant: 'asst_1', url: 'https://a.test/?x=1' };
  expect(pairsFrom(' assistant=asst_1 \n\nno sign\n= nobody\nurl = https://a.test/?x=1')).toEqual(pairs);
  expect(pairsFrom(pairLines(pairs))).toEqual(pairs);
});

test.each([
  ['tools.get_opening_hours', 'Tools'],
  ['guardrails.avoid_topics.x.y', 'Topics to avoid'],
  ['limits.tool_calls', 'Tool calls'],
  ['turns.while_running', 'turns.while_running'],
])('%s is called %s', (path, name) => {
  expect(pathName(path)).toBe(name);
});

test.each<[unknown, string]>([
  [null, 'none'],
  ['x', 'x'],
  [['a', 'b'], 'a, b'],
  [3, '3'],
  [{ a: 1 }, '{"a":1}'],
])('%j is shown as %s', (value, text) => {
  expect(valueText(value)).toBe(text);
});
