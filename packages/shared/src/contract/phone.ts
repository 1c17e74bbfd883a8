import { z } from 'zod';

/** As people write numbers, in E.164. */
export const phoneNumber = z
  .string()
  .transform((text) => text.replace(/[\s().-]/g, ''))
  .pipe(z.string().regex(/^\+[1-9]\d{6,14}$/, 'must begin with + and the country’s code, such as +44 7700 900018'))
  .describe('With its country’s code; spaces do no harm');
