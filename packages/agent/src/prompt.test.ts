import { expect, test } from 'vitest';
import { clinicFrame } from './fixtures/clinic.ts';
import { conversation, systemPrompt } from './prompt.ts';

const at = '2026-03-13T09:30:00.000Z';

test('the prompt is a function of the frame: who, what, where, when, and the rules', () => {
  const prompt = systemPrompt(clinicFrame('Hi'));
  expect(prompt).toMatch(
    /^You are Robin, the automated assistant of Harbour Street Dental\..* by web chat\.\n\nBe brief/,
  );
  expect(prompt).toContain('\nAddress: 12 Harbour Street, Bristol\nPhone: 0117 496 0123\nNow: friday 2026-03-13 09:30');
  expect(prompt).toContain('Never say that something was booked');
});

test('what the business has not told is not in the prompt', () => {
  const frame = clinicFrame('Hi');
  const prompt = systemPrompt({ ...frame, business: { ...frame.business, address: null, phone: null } });
  expect(prompt).not.toMatch(/Address|Phone|null/);
});

test('what the agent is to stay silent about stands among the rules', () => {
  const frame = clinicFrame('Hi');
  const prompt = systemPrompt({ ...frame, agent: { ...frame.agent, avoidTopics: ['prices', 'other clinics'] } });
  expect(prompt.split('\n').slice(-2)).toEqual([
    '- Do not talk about this; say that you cannot: prices',
    '- Do not talk about this; say that you cannot: other clinics',
  ]);
});

test('the customer begins, the two sides take turns, and a colleague is told apart', () => {
  expect(
    conversation([
      { author: 'agent', text: 'Hello!', at },
      { author: 'contact', text: 'Hi', at },
      { author: 'contact', text: 'are you open?', at },
      { author: 'agent', text: 'Yes.', at },
      { author: 'person', text: 'Until five.', at },
      { author: 'contact', text: 'Thanks', at },
    ]),
  ).toEqual([
    { role: 'user', text: '(The customer opened the chat.)' },
    { role: 'assistant', text: 'Hello!', toolCalls: [] },
    { role: 'user', text: 'Hi\nare you open?' },
    { role: 'assistant', text: 'Yes.\n(a colleague of yours wrote:) Until five.', toolCalls: [] },
    { role: 'user', text: 'Thanks' },
  ]);
});
