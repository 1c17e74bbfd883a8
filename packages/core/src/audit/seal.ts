import { type SealedHead, sealEntries } from '@parley/db/audit/seal';
import type { Ctx } from '../ctx.ts';

const ENTRIES_AT_ONCE = 1_000;
/** A backlog is sealed over several seconds: what sweeps has turns to take as well. */
const ROUNDS = 10;

/**
 * Chains what was recorded since the last time. One at a time over the whole installation; whoever comes second leaves.
 * Answers the new heads, for a log that is kept elsewhere: who cuts the chain's end off is found by them.
 */
export async function sealAudit(ctx: Pick<Ctx, 'hot'>): Promise<SealedHead[]> {
  const heads: SealedHead[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const sealed = await sealEntries(ctx.hot, ENTRIES_AT_ONCE);
    heads.push(...sealed);
    if (sealed.reduce((sum, { entries }) => sum + entries, 0) < ENTRIES_AT_ONCE) break;
  }
  return heads;
}
