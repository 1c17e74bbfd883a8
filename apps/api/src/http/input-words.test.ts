import { expect, test } from 'vitest';
import { z } from 'zod';
import { inputWords } from './input-words.ts';

const wordsFor = (schema: z.ZodType, value: unknown) =>
  schema.safeParse(value, { error: inputWords }).error?.issues[0]?.message;

test.each([
  [z.string(), undefined, 'is missing'],
  [z.string(), 7, 'must be text'],
  [z.int(), 'x', 'must be a number'],
  [z.record(z.string(), z.string()), 'sk-secret', 'must be an object'],
  [z.string().max(80), 'x'.repeat(81), 'must have 80 characters at most'],
  [z.string().min(1), '', 'must not be empty'],
  [z.array(z.string()).max(1), ['a', 'b'], 'must have 1 entry at most'],
  [z.number().max(100), 101, 'must be 100 at most'],
  [z.number().min(1), 0, 'must be 1 at least'],
  [z.enum(['read', 'admin']), 'root', 'must be one of read, admin'],
  [z.literal('sms'), 'chat', 'must be sms'],
  [z.strictObject({}), { role: 'owner' }, 'takes no `role`. Leave it out'],
  [z.email(), 'ada', 'must be an email address such as ada@example.com'],
])('%# what is wrong is said as what it must be', (schema, value, words) => {
  expect(wordsFor(schema, value)).toBe(words);
});

test('words of the field’s own stay, and what was sent stands in none', () => {
  const own = z.string().refine((text) => text.trim() !== '', 'must not be blank');
  expect(wordsFor(own, ' ')).toBe('must not be blank');
  expect(wordsFor(z.enum(['read']), 'hunter2')).not.toContain('hunter2');
});
