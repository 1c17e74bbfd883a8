import type { Ctx, OrgTx } from '../ctx.ts';
import type { EffectState } from './begin-effect.ts';

export type Finished = { orgId: string; key: string; state: Exclude<EffectState, 'begun'>; result: unknown };

/** Writes what became of an effect that has begun. It is the truth whoever has the lane by now; the first to say it is right. */
export async function finishEffect(ctx: Ctx, tx: OrgTx, { orgId, key, state, result }: Finished): Promise<boolean> {
  const { count } = await tx.effect.updateMany({
    where: { orgId, key, state: 'begun' },
    data: { state, result: result as object, finishedAt: ctx.now() },
  });
  return count === 1;
}
