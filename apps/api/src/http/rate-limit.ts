import type { VisitorClaims } from '@parley/channels/web-chat/visitor-token';
import type { Endpoint } from '@parley/shared/contract/endpoint';
import { ParleyError } from '@parley/shared/errors';
import type { Request, Response } from 'express';
import { createSlidingWindow, type Taken } from './sliding-window.ts';
import type { MemberCaller, UserCaller } from './who.ts';

/**
 * Calls a minute on each route, counted in each process of the api for itself: with two processes twice as many pass.
 * `guarded`: of one account, for what tries a password or sends a letter.
 */
export type CallLimits = { reads: number; writes: number; organisation: number; anonymous: number; guarded: number };

export const CALL_LIMITS: CallLimits = { reads: 600, writes: 120, organisation: 12_000, anonymous: 600, guarded: 10 };

export type Limited = { visitor?: VisitorClaims; caller?: UserCaller | MemberCaller };

/** Refuses with a 429 what is more than its share, and says with every answer what is left. */
export type LimitCall = (endpoint: Endpoint, by: Limited, req: Request, res: Response) => void;

const WINDOW_SECONDS = 60;
const MAX_KEYS = 100_000;

type Policy = { name: string; key: string; quota: number };

export function createRateLimit(limits: CallLimits | null, now: () => Date): LimitCall {
  if (limits === null) return () => {};
  const windowMs = WINDOW_SECONDS * 1_000;
  const window = createSlidingWindow({ windowMs, now: () => now().getTime(), maxKeys: MAX_KEYS });
  return (endpoint, by, req, res) => {
    const policies = policiesOf(limits, endpoint, by, req);
    const taken = policies.map((policy) => ({
      ...policy,
      ...window.take(`${endpoint.id} ${policy.key}`, policy.quota),
    }));
    res.setHeader(
      'RateLimit-Policy',
      taken.map(({ name, quota }) => `"${name}";q=${quota};w=${WINDOW_SECONDS}`).join(', '),
    );
    res.setHeader('RateLimit', taken.map((one) => `"${one.name}";r=${one.remaining};t=${one.resetSeconds}`).join(', '));
    const refused = taken.filter(({ allowed }) => !allowed);
    if (refused.length > 0) refuse(refused, res);
  };
}

function refuse(refused: Taken[], res: Response): never {
  const seconds = Math.max(...refused.map(({ resetSeconds }) => resetSeconds));
  res.setHeader('Retry-After', String(seconds));
  throw new ParleyError(
    'rate_limited',
    'too_many_calls',
    `That was more of these calls than are taken in a minute. Go on in ${seconds} s, as \`Retry-After\` says.`,
  );
}

function policiesOf(limits: CallLimits, endpoint: Endpoint, { visitor, caller }: Limited, req: Request): Policy[] {
  const quota = quotaOf(limits, endpoint);
  const organisation = (orgId: string) => ({ name: 'organisation', key: orgId, quota: limits.organisation });
  if (visitor)
    return [{ name: 'visitor', key: `${visitor.orgId} ${visitor.visitorId}`, quota }, organisation(visitor.orgId)];
  if (!caller) return anonymousPolicies(limits, endpoint, req);
  // Of a person and not of their session: whoever signs in again has no second share.
  if ('user' in caller) return [{ name: 'user', key: caller.user.id, quota }];
  const { actor, orgId } = caller.as;
  return [{ name: actor.kind, key: `${orgId} ${actor.id}`, quota }, organisation(orgId)];
}

function quotaOf(limits: CallLimits, { guarded, method }: Endpoint): number {
  if (guarded) return limits.guarded;
  return method === 'get' ? limits.reads : limits.writes;
}

function anonymousPolicies(limits: CallLimits, { guarded }: Endpoint, req: Request): Policy[] {
  const address = { name: 'address', key: req.socket.remoteAddress ?? '', quota: limits.anonymous };
  const email: unknown = (req.body as { email?: unknown } | undefined)?.email;
  if (!guarded || typeof email !== 'string') return [address];
  return [{ name: 'account', key: email.trim().toLowerCase().slice(0, 254), quota: limits.guarded }, address];
}
