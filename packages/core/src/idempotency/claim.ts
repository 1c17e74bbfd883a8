import { createHash } from 'node:crypto';
import type { OrgTx } from '@parley/db/client';
import type { As } from '../acting.ts';
import { canonical } from '../audit/canonical.ts';
import type { Ctx } from '../ctx.ts';

/** A call that its caller may send again. `request` is everything that decides what it does. */
export type RepeatableCall = { route: string; key: string; request: unknown };

/** The right to run a call. It is lost to another when it takes longer than a minute. */
export type Claim = { orgId: string; route: string; keyHash: Uint8Array<ArrayBuffer>; token: string };

export type Standing =
  | { kind: 'claimed'; claim: Claim }
  | { kind: 'finished'; status: number; response: unknown }
  | { kind: 'running' }
  /** The key stands for another request. */
  | { kind: 'other_request' }
  /** What it asked for is done, and the process ended before its answer was stored. */
  | { kind: 'answer_lost' };

const sha256 = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(createHash('sha256').update(text).digest());

/** Where a call stands; `claimed` to exactly one of all who send it at once. */
export function claimCall(ctx: Ctx, as: As, call: RepeatableCall): Promise<Standing> {
  const keyHash = sha256(canonical([as.actor.kind, as.actor.id, call.key]));
  const claim: Claim = { orgId: as.orgId, route: call.route, keyHash, token: ctx.newId('request') };
  const requestHash = sha256(canonical(call.request));
  return ctx.db.inOrg(as.orgId, async (tx) => {
    await forgetExpired(tx, as.orgId);
    const claimed = await insertOrTakeOver(tx, claim, requestHash);
    return claimed ? { kind: 'claimed', claim } : standingOf(tx, claim, requestHash);
  });
}

// A claim whose process died is taken over with the same request only; if it lives after all, it can no longer commit.
async function insertOrTakeOver(tx: OrgTx, claim: Claim, requestHash: Uint8Array): Promise<boolean> {
  const count = await tx.$executeRaw`
    insert into idempotency_key as held (org_id, route, key_hash, request_hash, state, claim, running_until, expires_at)
    values (${claim.orgId}, ${claim.route}, ${claim.keyHash}, ${requestHash}, 'running', ${claim.token},
      clock_now() + interval '1 minute', clock_now() + interval '24 hours')
    on conflict (org_id, route, key_hash) do update set request_hash = excluded.request_hash, state = 'running',
      claim = excluded.claim, running_until = excluded.running_until, expires_at = excluded.expires_at, status = null,
      response = null
    where held.expires_at <= clock_now()
      or (held.state = 'running' and held.running_until <= clock_now() and held.request_hash = excluded.request_hash)`;
  return count === 1;
}

async function standingOf(tx: OrgTx, { orgId, route, keyHash }: Claim, requestHash: Uint8Array): Promise<Standing> {
  const [held] = await tx.$queryRaw<
    Array<{ same: boolean; over: boolean; state: string; status: number; response: unknown }>
  >`
    select request_hash = ${requestHash} as same, running_until <= clock_now() as over, state, status, response
    from idempotency_key where org_id = ${orgId} and route = ${route} and key_hash = ${keyHash}`;
  // Released a moment ago: whoever asks again will be the one to run it.
  if (!held) return { kind: 'running' };
  if (!held.same) return { kind: 'other_request' };
  if (held.state === 'finished') return { kind: 'finished', status: held.status, response: held.response };
  return held.state === 'applied' && held.over ? { kind: 'answer_lost' } : { kind: 'running' };
}

// Some of the organisation's own with each new one, so that no sweep is needed and no call pays for many.
const forgetExpired = (tx: OrgTx, orgId: string) => tx.$executeRaw`
  delete from idempotency_key where org_id = ${orgId} and (route, key_hash) in (
    select route, key_hash from idempotency_key where org_id = ${orgId} and expires_at <= clock_now()
    order by expires_at limit 10 for update skip locked)`;
