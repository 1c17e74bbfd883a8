import type { VisitorClaims } from '@parley/channels/web-chat/visitor-token';
import type { Endpoint } from '@parley/shared/contract/endpoint';
import { ParleyError } from '@parley/shared/errors';
import type { Request, Response } from 'express';
import { type ClientAddress, networkOf } from './client-address.ts';
import { createSlidingWindow, type SlidingWindow, type Taken } from './sliding-window.ts';
import type { MemberCaller, UserCaller } from './who.ts';

/**
 * Calls a minute on each route, counted by all processes of the api together (shared-limits.ts). `guarded`: of one account,
 * for what tries a password or sends a letter.
 */
export type CallLimits = { reads: number; writes: number; organisation: number; anonymous: number; guarded: number };

export const CALL_LIMITS: CallLimits = { reads: 600, writes: 120, organisation: 12_000, anonymous: 600, guarded: 10 };

export type Limited = { visitor?: VisitorClaims; caller?: UserCaller | MemberCaller };

/** Each refuses with a 429 what is more than its share, and says with every answer what is left. */
export type RateLimit = {
  /** By who calls, before the body is read. */
  byCaller(endpoint: Endpoint, by: Limited, req: Request, res: Response): void;
  /** By the account that is named in the body, where a password is tried or a letter asked for. */
  byAccount(endpoint: Endpoint, by: Limited, req: Request, res: Response): void;
};

const WINDOW_SECONDS = 60;
const MAX_KEYS = 100_000;

export const createCallWindow = (now: () => Date): SlidingWindow =>
  createSlidingWindow({ windowMs: WINDOW_SECONDS * 1_000, now: () => now().getTime(), maxKeys: MAX_KEYS });

type Policy = { name: string; key: string; quota: number };

export type RateLimitParts = {
  /** Null: as many calls as come. */
  limits: CallLimits | null;
  callWindow: SlidingWindow;
  clientAddress: ClientAddress;
};

export function createRateLimit({ limits, callWindow, clientAddress }: RateLimitParts): RateLimit {
  if (limits === null) return { byCaller: () => {}, byAccount: () => {} };
  const limit = (endpoint: Endpoint, policies: Policy[], res: Response) => {
    if (policies.length === 0) return;
    const taken = policies.map((policy) => ({
      ...policy,
      ...callWindow.take(`${endpoint.id} ${policy.name} ${policy.key}`, policy.quota),
    }));
    sayLimits(res, taken);
    const refused = taken.filter(({ allowed }) => !allowed);
    if (refused.length > 0) refuse(refused, res);
  };
  return {
    byCaller: (endpoint, by, req, res) =>
      limit(endpoint, policiesOf(limits, endpoint, by, networkOf(clientAddress(req))), res),
    byAccount: (endpoint, by, req, res) => limit(endpoint, accountPolicies(limits, endpoint, by, req), res),
  };
}

/** Added to what an earlier limit said of this call. */
function sayLimits(res: Response, taken: Array<Policy & Taken>): void {
  for (const { name, quota, remaining, resetSeconds } of taken) {
    addTo(res, 'RateLimit-Policy', `"${name}";q=${quota};w=${WINDOW_SECONDS}`);
    addTo(res, 'RateLimit', `"${name}";r=${remaining};t=${resetSeconds}`);
  }
}

function addTo(res: Response, header: string, item: string): void {
  const said = res.getHeader(header);
  res.setHeader(header, said === undefined ? item : `${said}, ${item}`);
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

function policiesOf(limits: CallLimits, endpoint: Endpoint, { visitor, caller }: Limited, network: string): Policy[] {
  const quota = quotaOf(limits, endpoint);
  const organisation = (orgId: string) => ({ name: 'organisation', key: orgId, quota: limits.organisation });
  if (visitor)
    return [{ name: 'visitor', key: `${visitor.orgId} ${visitor.visitorId}`, quota }, organisation(visitor.orgId)];
  if (!caller) return [{ name: 'address', key: network, quota: limits.anonymous }];
  // Of a person and not of their session: whoever signs in again has no second share.
  if ('user' in caller) return [{ name: 'user', key: caller.user.id, quota }];
  const { actor, orgId } = caller.as;
  return [{ name: actor.kind, key: `${orgId} ${actor.id}`, quota }, organisation(orgId)];
}

function quotaOf(limits: CallLimits, { guarded, brisk, method }: Endpoint): number {
  if (guarded) return limits.guarded;
  if (brisk) return limits.organisation;
  return method === 'get' ? limits.reads : limits.writes;
}

function accountPolicies(limits: CallLimits, { guarded }: Endpoint, { caller }: Limited, req: Request): Policy[] {
  const email: unknown = (req.body as { email?: unknown } | undefined)?.email;
  if (!guarded || caller || typeof email !== 'string') return [];
  return [{ name: 'account', key: email.trim().toLowerCase().slice(0, 254), quota: limits.guarded }];
}
