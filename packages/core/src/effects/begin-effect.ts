import { runColumns, stepColumns } from '@parley/db/hot/settle-turn';
import type { Ctx, OrgTx } from '../ctx.ts';
import type { LaneClaim } from '../turns/claim-lanes.ts';
import { type RunRecord, runRow } from '../turns/run-record.ts';
import { argsHash, effectKey } from './effect-key.ts';

export type EffectClass = 'write' | 'money' | 'irreversible';

/** One call of a tool that does something. */
export type EffectRequest = {
  stepKey: string;
  tool: string;
  effectClass: EffectClass;
  /** As the model wrote them. */
  args: unknown;
  /** It writes to the contact: not to one who has said STOP. */
  sends: boolean;
};

export type EffectState = 'begun' | 'done' | 'failed' | 'unknown';

export type Begun =
  | { code: 'begun' }
  /** `key`: the one it was begun with. */
  | { code: 'known'; key: string; state: EffectState; result: unknown }
  | { code: 'opted_out' | 'fenced_out' | 'not_owner' };

export const keyOf = (claim: LaneClaim, { stepKey, tool, args }: EffectRequest): string =>
  effectKey({ turnId: claim.turnId, stepKey, tool, args });

/**
 * Begins an effect, in the transaction it is given: the row, and with it all that the run has done so far, under the lane's
 * lock. A key that was seen before begins nothing and answers with what became of it.
 */
export async function beginEffect(
  ctx: Ctx,
  tx: OrgTx,
  claim: LaneClaim,
  run: RunRecord,
  request: EffectRequest,
): Promise<Begun> {
  const row = runRow(claim.agentId, run, 'running');
  const effect = {
    id: ctx.newId('effect'),
    key: keyOf(claim, request),
    step_key: request.stepKey,
    tool: request.tool,
    effect_class: request.effectClass,
    args: request.args,
    args_hash: argsHash(request.args),
  };
  const [begun] = await tx.$queryRaw<Array<{ code: Begun['code']; key: string; state: EffectState; result: unknown }>>`
    select code, key, state, result from begin_effect(${claim.orgId}, ${claim.conversationId}, ${claim.turnId}, ${claim.fence}, ${claim.ownerEpoch},
      ${request.sends}, ${JSON.stringify(runColumns(row))}::jsonb, ${JSON.stringify(stepColumns(row))}::jsonb, ${JSON.stringify(effect)}::jsonb,
      ${ctx.now()})`;
  if (!begun) throw new Error('an effect was neither begun nor known');
  return begun.code === 'known' ? begun : { code: begun.code };
}
