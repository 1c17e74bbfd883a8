import { config } from 'zod';

/*
 * Zod compiles its checks with `new Function` where it may; our pages' policy forbids that, and the attempt would be
 * reported. It tries when the first schema is made, so this is imported before any.
 */
config({ jitless: true });
