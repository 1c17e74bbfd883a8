import { CHECKS } from '@parley/shared/guardrails';
import { z } from 'zod';

/** What one check found. `spans` are places in the text that was checked: from, to. */
export const verdictSchema = z.object({
  check: z.enum(CHECKS),
  verdict: z.enum(['pass', 'flag']),
  /** For people who read the run: what was found, never a copy of what must not be read. */
  reason: z.string(),
  spans: z.array(z.tuple([z.number().int().nonnegative(), z.number().int().nonnegative()])).optional(),
});
export type Verdict = z.infer<typeof verdictSchema>;
