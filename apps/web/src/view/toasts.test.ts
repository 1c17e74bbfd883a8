import { expect, test } from 'vitest';
import { createToasts } from './toasts.ts';

const textsOf = (toasts: ReturnType<typeof createToasts>) => toasts.all().map(({ text }) => text);

test('each is told until it is dismissed', () => {
  const toasts = createToasts();
  let heard = 0;
  const leave = toasts.subscribe(() => {
    heard += 1;
  });
  toasts.say('good', 'Saved.');
  toasts.say('bad', 'Not saved.');
  expect(toasts.all().map(({ tone, text }) => [tone, text])).toEqual([
    ['good', 'Saved.'],
    ['bad', 'Not saved.'],
  ]);
  toasts.dismiss(toasts.all()[0]?.id ?? 0);
  leave();
  toasts.say('good', 'Unheard.');
  expect([textsOf(toasts), heard]).toEqual([['Not saved.', 'Unheard.'], 3]);
});

test('the same again is one that begins anew; of many the newest three stay', () => {
  const toasts = createToasts();
  for (const text of ['a', 'b', 'a', 'c', 'd']) toasts.say('good', text);
  expect(textsOf(toasts)).toEqual(['a', 'c', 'd']);
});
