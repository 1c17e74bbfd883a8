import { createHash } from 'node:crypto';
import type { StepRow } from '@parley/db/hot/settle-turn';
import { canonical } from '../audit/canonical.ts';

/** What the record keeps of a journal: a step that is changed later no longer fits it. Times are left out. */
export const journalDigest = (steps: readonly Pick<StepRow, 'key' | 'kind' | 'content'>[]): string =>
  createHash('sha256')
    .update(canonical(steps.map(({ key, kind, content }) => [key, kind, content])))
    .digest('hex');
