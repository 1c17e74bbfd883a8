import { type ClaimedErasure, claimErasure, giveBackErasure } from '@parley/db/erasure/claim-erasure';
import type { Ctx } from '../ctx.ts';
import { eraseBatch, type Scope, scopeOf } from './erase-batch.ts';
import { type Finished, finishErasure } from './finish-erasure.ts';

const LEASE_MS = 30_000;

/**
 * Works on what is due, a batch a commit, until nothing is or the time is used up. A worker that dies leaves its batches
 * done and counted; whoever comes next goes on, because what is empty is not found again. Answers what has ended.
 */
export async function advanceErasures(
  ctx: Ctx,
  { holder, budgetMs }: { holder: string; budgetMs: number },
): Promise<Finished[]> {
  const until = performance.now() + budgetMs;
  const finished: Finished[] = [];
  while (performance.now() < until) {
    const claimed = await claimErasure(ctx.hot, { holder, leaseMs: LEASE_MS });
    if (!claimed) break;
    // One that fails keeps its lease, so that it stands in nobody's way until that has run out.
    const end = await advance(ctx, claimed, holder, until);
    if (end) finished.push(end);
    else await giveBackErasure(ctx.hot, claimed, holder);
  }
  return finished;
}

/** Goes over every store until it finds nothing in any: a message may have come in while another store was emptied. */
async function advance(ctx: Ctx, claimed: ClaimedErasure, holder: string, until: number): Promise<Finished | null> {
  const scope = scopeOf(claimed, holder);
  if (scope.subject === 'organisation') await closeOrganisation(ctx, scope);
  for (;;) {
    const pass = await goOver(ctx, scope, until);
    if (pass === 'out_of_time') return null;
    if (pass === 'nothing_left') return finishErasure(ctx, scope);
  }
}

/** Before its members leave: the last owner may leave only what is being erased. */
const closeOrganisation = (ctx: Ctx, { as: { orgId } }: Scope) =>
  ctx.db.inOrg(orgId, (tx) =>
    tx.organisation.updateMany({ where: { id: orgId, erasedAt: null }, data: { erasedAt: ctx.now() } }),
  );

async function goOver(ctx: Ctx, scope: Scope, until: number): Promise<'found' | 'nothing_left' | 'out_of_time'> {
  let found = 0;
  for (const store of scope.stores) {
    for (let rows = 1; rows > 0; found += rows) {
      if (performance.now() > until) return 'out_of_time';
      rows = await eraseBatch(ctx, scope, store);
    }
  }
  return found === 0 ? 'nothing_left' : 'found';
}
