import type { OrgTx } from '@parley/db/client';
import { ParleyError } from '@parley/shared/errors';
import type { Ctx } from '../ctx.ts';
import type { Claim } from './claim.ts';

/**
 * A context whose changes commit only together with the note that they were made, and only while the claim holds. So a
 * call that is sent again after a crash runs anew exactly when its first run changed nothing.
 */
export const underClaim = (ctx: Ctx, claim: Claim): Ctx => ({
  ...ctx,
  db: {
    ...ctx.db,
    inOrg: (orgId, work) =>
      ctx.db.inOrg(orgId, async (tx) => {
        const outcome = await work(tx);
        if (await hasWritten(tx)) await noteApplied(tx, claim);
        return outcome;
      }),
  },
});

async function hasWritten(tx: OrgTx): Promise<boolean> {
  const [transaction] = await tx.$queryRaw<Array<{ wrote: boolean }>>`
    select pg_current_xact_id_if_assigned() is not null as wrote`;
  return transaction?.wrote ?? false;
}

async function noteApplied(tx: OrgTx, { orgId, route, keyHash, token }: Claim): Promise<void> {
  const { count } = await tx.idempotencyKey.updateMany({
    where: { orgId, route, keyHash, claim: token, state: { in: ['running', 'applied'] } },
    data: { state: 'applied' },
  });
  if (count === 0) {
    throw new ParleyError(
      'conflict',
      'idempotency_claim_lost',
      'This call took too long and was sent again meanwhile.',
    );
  }
}

/** Keeps the answer for whoever sends the call again. */
export async function finishCall(
  ctx: Ctx,
  { orgId, route, keyHash, token }: Claim,
  answer: { status: number; response: unknown },
): Promise<void> {
  await ctx.db.inOrg(orgId, (tx) =>
    tx.idempotencyKey.updateMany({
      where: { orgId, route, keyHash, claim: token },
      data: { state: 'finished', status: answer.status, response: answer.response as object },
    }),
  );
}

/** After a refusal: the key is free again, unless something was changed under it. */
export async function releaseCall(ctx: Ctx, { orgId, route, keyHash, token }: Claim): Promise<void> {
  await ctx.db.inOrg(orgId, (tx) =>
    tx.idempotencyKey.deleteMany({ where: { orgId, route, keyHash, claim: token, state: 'running' } }),
  );
}
