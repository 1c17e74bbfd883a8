import { rememberFact } from '@parley/core/contact-facts/remember-fact';
import { factNameSchema, factValueSchema } from '@parley/shared/contact-facts';
import { z } from 'zod';
import { defineTool } from './tool.ts';

export const remember = defineTool({
  name: 'remember',
  description:
    'Keeps one thing the customer has told about themselves for later conversations, such as an allergy or a preferred day. Never a secret, a card number, or what they did not say.',
  effect: 'write',
  reach: 'ours',
  input: z.object({
    name: factNameSchema.describe('What it is, such as preferred_day; the same name replaces what was known'),
    value: factValueSchema.describe('A text, a number, true or false; a date as 2026-03-14'),
  }),
  output: z.object({ remembered: z.string() }),
  summary: ({ name, value }) => [`Remembers of the customer: ${name} = ${value}`],
  async run({ core, tx, bound }, { name, value }) {
    await rememberFact(core, tx, bound, { name, value });
    return { remembered: name };
  },
});
