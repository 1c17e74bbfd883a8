import { ParleyError } from '@parley/shared/errors';
import type { Ctx, OrgTx } from '../ctx.ts';
import type { LaneClaim } from '../turns/claim-lanes.ts';
import { markStored, type RunRecord } from '../turns/run-record.ts';
import { type Begun, beginEffect, type EffectRequest, keyOf } from './begin-effect.ts';
import { finishEffect } from './finish-effect.ts';
import { LaneTaken, OPTED_OUT } from './lane-taken.ts';

/** What came of an effect. `failed`: it was refused, and nothing was done. `unknown`: nobody can say. */
export type Performed =
  | { state: 'done'; result: unknown }
  | { state: 'failed'; error: string }
  | { state: 'unknown'; error: string };

/**
 * An effect in our own tables: its row, what it does and what came of it in one commit, so that it is done once or not at
 * all. What the verb refuses (a `ParleyError`) undoes all of it, and is kept as the effect's end.
 */
export async function performEffect(
  ctx: Ctx,
  claim: LaneClaim,
  run: RunRecord,
  request: EffectRequest,
  work: (tx: OrgTx, key: string) => Promise<unknown>,
): Promise<Performed> {
  try {
    return await inOneCommit(ctx, claim, run, request, async (tx, key) => {
      const result = await work(tx, key);
      return { state: 'done', result };
    });
  } catch (error) {
    if (!(error instanceof ParleyError)) throw error;
    return keepRefusal(ctx, claim, run, request, `${error.code}: ${error.message}`);
  }
}

const keepRefusal = (ctx: Ctx, claim: LaneClaim, run: RunRecord, request: EffectRequest, error: string) =>
  inOneCommit(ctx, claim, run, request, async () => ({ state: 'failed', error }));

async function inOneCommit(
  ctx: Ctx,
  claim: LaneClaim,
  run: RunRecord,
  request: EffectRequest,
  work: (tx: OrgTx, key: string) => Promise<Performed>,
): Promise<Performed> {
  const key = keyOf(claim, request);
  const { known, performed } = await ctx.db.inOrg(claim.orgId, async (tx) => {
    const known = knownEnd(await beginEffect(ctx, tx, claim, run, request));
    if (known) return { known: true, performed: known };
    const performed = await work(tx, key);
    const result = performed.state === 'done' ? performed.result : { error: performed.error };
    await finishEffect(ctx, tx, { orgId: claim.orgId, key, state: performed.state, result });
    return { known: false, performed };
  });
  if (!known) markStored(run);
  return performed;
}

/** What is there to answer without doing anything; null where the effect begins now. */
export function knownEnd(begun: Begun): Performed | null {
  switch (begun.code) {
    case 'begun':
      return null;
    case 'opted_out':
      return { state: 'failed', error: OPTED_OUT };
    case 'fenced_out':
    case 'not_owner':
      throw new LaneTaken(begun.code);
    case 'known':
      return endOf(begun);
  }
}

function endOf({ state, result }: Extract<Begun, { code: 'known' }>): Performed {
  if (state === 'done') return { state, result };
  const { error } = (result ?? {}) as { error?: string };
  return { state: state === 'failed' ? 'failed' : 'unknown', error: error ?? 'It is not known what became of it.' };
}
