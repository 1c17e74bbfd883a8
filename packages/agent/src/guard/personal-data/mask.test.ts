import { expect, test } from 'vitest';
import { openMask } from './mask.ts';

const CARD = '4111 1111 1111 1111';

test('the same datum has the same placeholder, however it is written', () => {
  const mask = openMask(['card', 'email'], '');
  expect(mask.hide(`${CARD} or a@b.example?`)).toBe('[card_1] or [email_1]?');
  expect(mask.hide('4111111111111111, A@B.example, c@d.example')).toBe('[card_1], [email_1], [email_2]');
});

test('a tool gets the very thing, a reader what it needs', () => {
  const mask = openMask(['card', 'email'], '');
  mask.hide(`${CARD} a@b.example`);
  expect(mask.reveal({ note: 'card [card_1]', to: ['[email_1]', '[email_9]'], n: 1 })).toEqual({
    note: `card ${CARD}`,
    to: ['a@b.example', '[email_9]'],
    n: 1,
  });
  expect(mask.speak('[card_1] and [email_1]')).toBe('•••• 1111 and a@b.example');
});

test('what the model is told in any case, and what is not hidden, stays', () => {
  const mask = openMask(['phone'], 'Phone: 0117 496 0123');
  expect(mask.hide(`Call 0117 4960123, a@b.example, ${CARD}, 07700 900018`)).toBe(
    `Call 0117 4960123, a@b.example, ${CARD}, [phone_1]`,
  );
});

test('calls of tools are hidden again when the model reads them', () => {
  const mask = openMask(['email'], '');
  const toolCalls = [{ id: 'call_1_0', name: 'find', args: { to: 'a@b.example' } }];
  expect(mask.hideIn({ role: 'assistant', text: 'a@b.example', toolCalls })).toEqual({
    role: 'assistant',
    text: '[email_1]',
    toolCalls: [{ id: 'call_1_0', name: 'find', args: { to: '[email_1]' } }],
  });
});
