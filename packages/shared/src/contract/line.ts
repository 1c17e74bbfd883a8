import { z } from 'zod';
import { unstorable } from '../storable-text.ts';

/** One line of text for people: a name, a title. It goes into mails' headers too, so it holds no line breaks. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => !unstorable(text) && !/\p{Cc}/u.test(text), 'must be one line of ordinary text');
