import { type Claim, claimCall, type RepeatableCall } from '@parley/core/idempotency/claim';
import { finishCall, releaseCall, underClaim } from '@parley/core/idempotency/under-claim';
import { assertNever } from '@parley/shared/assert-never';
import type { Endpoint } from '@parley/shared/contract/endpoint';
import { ParleyError } from '@parley/shared/errors';
import type { Request, Response } from 'express';
import type { ApiContext } from '../context.ts';
import type { MemberCaller } from './who.ts';

export type JsonAnswer = { status: number; body: unknown };

type RepeatedCall = { params: unknown; query: unknown; body: unknown; req: Request; res: Response };

/** The call runs once however often it is sent with the same key; sent again, it gets the answer of the first time. */
export async function onceOnly(
  ctx: ApiContext,
  endpoint: Endpoint,
  { as }: MemberCaller,
  { params, query, body, req, res }: RepeatedCall,
  run: (ctx: ApiContext) => Promise<JsonAnswer>,
): Promise<JsonAnswer> {
  const key = keyOf(req, endpoint);
  if (key === null) return run(ctx);
  const call: RepeatableCall = { route: `POST ${endpoint.path}`, key, request: { params, query, body } };
  const standing = await claimCall(ctx.core, as, call);
  switch (standing.kind) {
    case 'claimed':
      return runClaimed(ctx, endpoint, standing.claim, run);
    case 'finished':
      res.setHeader('Idempotent-Replayed', 'true');
      return { status: standing.status, body: standing.response };
    case 'running':
      res.setHeader('Retry-After', '1');
      throw new ParleyError(
        'conflict',
        'idempotency_key_in_use',
        'This call is still running. Send it again in a moment to get its answer.',
      );
    case 'other_request':
      throw new ParleyError(
        'unprocessable',
        'idempotency_key_reused',
        'This `Idempotency-Key` was sent before with another request. Make a new key for each new request.',
        { param: 'Idempotency-Key' },
      );
    case 'answer_lost':
      throw new ParleyError(
        'conflict',
        'idempotency_answer_lost',
        'This call was carried out before, and its answer was lost. Look at what it made; a new key would do it again.',
      );
    default:
      return assertNever(standing);
  }
}

const USABLE_KEY = /^[\x21-\x7e]{1,255}$/;

function keyOf(req: Request, { idempotency }: Endpoint): string | null {
  const key = req.get('idempotency-key');
  if (key === undefined && !idempotency?.required) return null;
  if (key !== undefined && USABLE_KEY.test(key)) return key;
  throw new ParleyError(
    'invalid_request',
    key === undefined ? 'idempotency_key_missing' : 'idempotency_key_invalid',
    'Send an `Idempotency-Key`: 1 to 255 visible characters of ASCII, such as a UUID, new for each new request.',
    { param: 'Idempotency-Key' },
  );
}

async function runClaimed(
  ctx: ApiContext,
  { idempotency }: Endpoint,
  claim: Claim,
  run: (ctx: ApiContext) => Promise<JsonAnswer>,
): Promise<JsonAnswer> {
  const quietly = (error: unknown) => ctx.log.warn({ err: error }, 'the outcome of an idempotent call was not stored');
  try {
    const answer = await run({ ...ctx, core: underClaim(ctx.core, claim) });
    const response = without(answer.body, idempotency?.unstored ?? []);
    // It is done: a caller who has the answer must not hear otherwise because it could not be kept.
    await finishCall(ctx.core, claim, { status: answer.status, response }).catch(quietly);
    return answer;
  } catch (error) {
    await releaseCall(ctx.core, claim).catch(quietly);
    throw error;
  }
}

const without = (body: unknown, fields: readonly string[]): unknown =>
  fields.length === 0 ? body : { ...(body as object), ...Object.fromEntries(fields.map((field) => [field, null])) };
