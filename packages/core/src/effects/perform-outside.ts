import { ParleyError } from '@parley/shared/errors';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { openIncident } from '../incidents/open-incident.ts';
import type { LaneClaim } from '../turns/claim-lanes.ts';
import { markStored, type RunRecord } from '../turns/run-record.ts';
import { actingAgent } from './acting-agent.ts';
import { type Begun, beginEffect, type EffectRequest, keyOf } from './begin-effect.ts';
import { finishEffect } from './finish-effect.ts';
import { knownEnd, type Performed } from './perform-effect.ts';

export type Outside = {
  /** Makes the call, with the key by which the other side recognises it. */
  call(key: string): Promise<unknown>;
  /** Asks the other side what became of a call with this key. */
  lookup: ((key: string) => Promise<{ found: true; output: unknown } | { found: false }>) | null;
};

/** The first half of an effect at somebody else's: it has begun, in a commit of its own. */
export async function beginOutside(ctx: Ctx, claim: LaneClaim, run: RunRecord, request: EffectRequest): Promise<Begun> {
  const begun = await ctx.db.inOrg(claim.orgId, async (tx) => {
    const begun = await beginEffect(ctx, tx, claim, run, request);
    if (begun.code === 'begun') await auditBegun(ctx, tx, claim, request);
    return begun;
  });
  if (begun.code === 'begun') markStored(run);
  return begun;
}

/**
 * An effect at somebody else's: begun in a commit of its own, then called, then finished. Where an earlier attempt has begun
 * it and nobody wrote its end, the other side is asked; where it cannot be, nobody knows, and a person looks.
 */
export async function performOutside(
  ctx: Ctx,
  claim: LaneClaim,
  request: EffectRequest,
  begun: Begun,
  outside: Outside,
): Promise<Performed> {
  const key = begun.code === 'known' ? begun.key : keyOf(claim, request);
  const cutOff = begun.code === 'known' && begun.state === 'begun';
  if (cutOff) return reconcile(ctx, claim, request, outside, key);
  return knownEnd(begun) ?? callOnce(ctx, claim, outside, key);
}

async function callOnce(ctx: Ctx, claim: LaneClaim, { call }: Outside, key: string): Promise<Performed> {
  try {
    const result = await call(key);
    return await finish(ctx, claim, key, { state: 'done', result });
  } catch (error) {
    // It was refused before anything was done, in words for the model.
    if (error instanceof ParleyError)
      return finish(ctx, claim, key, { state: 'failed', error: `${error.code}: ${error.message}` });
    // The line went dead, or we did: whether the other side has done it shows at the next attempt.
    throw error;
  }
}

async function reconcile(
  ctx: Ctx,
  claim: LaneClaim,
  request: EffectRequest,
  outside: Outside,
  key: string,
): Promise<Performed> {
  if (!outside.lookup) return giveUp(ctx, claim, request, key);
  const found = await outside.lookup(key);
  return found.found
    ? finish(ctx, claim, key, { state: 'done', result: found.output })
    : callOnce(ctx, claim, outside, key);
}

const UNKNOWN = 'It is not known whether this was done. A colleague will look at it; do not try it again.';

async function giveUp(ctx: Ctx, claim: LaneClaim, { tool, stepKey }: EffectRequest, key: string): Promise<Performed> {
  await openIncident(ctx, {
    orgId: claim.orgId,
    kind: 'unknown_outcome',
    severity: 'high',
    fingerprint: `unknown_outcome:effect:${key}`,
    title: `It is not known whether ${tool} was done`,
    evidence: { turn_id: claim.turnId, conversation_id: claim.conversationId, tool, step: stepKey },
  });
  return finish(ctx, claim, key, { state: 'unknown', error: UNKNOWN });
}

async function finish(ctx: Ctx, { orgId }: LaneClaim, key: string, end: Performed): Promise<Performed> {
  const result = end.state === 'done' ? end.result : { error: end.error };
  await ctx.db.inOrg(orgId, (tx) => finishEffect(ctx, tx, { orgId, key, state: end.state, result }));
  return end;
}

const auditBegun = (
  ctx: Ctx,
  tx: Parameters<typeof audit>[1],
  claim: LaneClaim,
  { tool, effectClass }: EffectRequest,
) =>
  audit(ctx, tx, actingAgent(claim), {
    action: 'effect.begun',
    target: { kind: 'turn', id: claim.turnId },
    after: { tool, effect: effectClass, conversation_id: claim.conversationId },
  });
