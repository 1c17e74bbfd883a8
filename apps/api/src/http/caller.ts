import { readVisitorToken, type VisitorClaims } from '@parley/channels/web-chat/visitor-token';
import { authenticateKey } from '@parley/core/keys/authenticate-key';
import { findRole } from '@parley/db/lookup/memberships';
import type { Endpoint } from '@parley/shared/contract/endpoint';
import { ORGANISATION_HEADER } from '@parley/shared/contract/organisation-header';
import { ParleyError } from '@parley/shared/errors';
import { type MemberPermission, roleMay, roleSchema, scopesMay } from '@parley/shared/roles';
import type { Request, Response } from 'express';
import type { ApiContext } from '../context.ts';
import { refuseForeignPage } from './own-page.ts';
import { requestIdOf } from './request-scope.ts';
import type { MemberCaller, SignedIn, UserCaller } from './who.ts';

export const bearerOf = (req: Request): string | null =>
  /^Bearer (\S+)$/i.exec(req.headers.authorization ?? '')?.[1] ?? null;

/** The page that calls. Browsers send it with every call to another site; `null` means it was not another web page. */
export const originOf = (req: Request): string | null => req.headers.origin ?? null;

type AnyCaller = { visitor?: VisitorClaims; caller?: UserCaller | MemberCaller };

/** Who calls, or a refusal. The organisation comes from here and from nowhere else. */
export async function callerOf(
  ctx: ApiContext,
  { permission }: Endpoint,
  req: Request,
  res: Response,
): Promise<AnyCaller> {
  switch (permission) {
    // A carrier signs the whole of what it says: its route tells who it is, once the body is there.
    case 'public':
    case 'carrier':
      return {};
    case 'visitor':
      return { visitor: visitorOf(ctx, req) };
    case 'user':
      return { caller: { user: await signedInOf(ctx, req, res), ...circumstancesOf(ctx, req, res) } };
    default:
      return { caller: await memberOf(ctx, permission, req, res) };
  }
}

const circumstancesOf = (ctx: ApiContext, req: Request, res: Response) => ({
  requestId: requestIdOf(res),
  address: ctx.clientAddress(req),
});

async function signedInOf(ctx: ApiContext, req: Request, res: Response): Promise<SignedIn> {
  const user = await ctx.identity.signedIn(req, res);
  if (!user) {
    throw new ParleyError(
      'unauthenticated',
      'not_signed_in',
      'This needs someone who has signed in. Sign in and try again.',
    );
  }
  refuseForeignPage(req, ctx.config.publicUrl);
  return user;
}

async function memberOf(
  ctx: ApiContext,
  permission: MemberPermission,
  req: Request,
  res: Response,
): Promise<MemberCaller> {
  const bearer = bearerOf(req);
  return bearer === null ? memberBySession(ctx, permission, req, res) : memberByKey(ctx, permission, bearer, req, res);
}

async function memberBySession(
  ctx: ApiContext,
  permission: MemberPermission,
  req: Request,
  res: Response,
): Promise<MemberCaller> {
  const user = await signedInOf(ctx, req, res);
  const found = user.activeOrgId === null ? null : await findRole(ctx.lookup, user.activeOrgId, user.id);
  if (user.activeOrgId === null || found === null) {
    throw new ParleyError(
      'forbidden',
      'no_organisation',
      'This session works in no organisation that you are a member of. Choose one with POST /v1/me/organisation.',
    );
  }
  refuseOtherOrganisation(req, user.activeOrgId);
  const role = roleSchema.parse(found);
  if (!roleMay(role, permission)) throw notAllowed(`Your role does not allow this (${permission}).`);
  const as = {
    orgId: user.activeOrgId,
    actor: { kind: 'user', id: user.id } as const,
    ...circumstancesOf(ctx, req, res),
  };
  return { as, role, via: 'session', may: (asked) => roleMay(role, asked) };
}

async function memberByKey(
  ctx: ApiContext,
  permission: MemberPermission,
  secret: string,
  req: Request,
  res: Response,
): Promise<MemberCaller> {
  const key = await authenticateKey(ctx.lookup, secret);
  if (!key) {
    // Unknown, revoked and expired look alike from outside.
    throw new ParleyError(
      'unauthenticated',
      'api_key_invalid',
      'This API key is not valid. Send one that is, as `Authorization: Bearer parley_live_…`.',
    );
  }
  refuseOtherOrganisation(req, key.orgId);
  if (!scopesMay(key.scopes, permission)) throw notAllowed(`This key’s scopes do not allow this (${permission}).`);
  const as = { orgId: key.orgId, actor: { kind: 'api_key', id: key.id } as const, ...circumstancesOf(ctx, req, res) };
  return { as, role: null, via: 'api_key', may: (asked) => scopesMay(key.scopes, asked) };
}

/** A page goes on showing one organisation while its session has gone to work in another: it must not act there unseen. */
function refuseOtherOrganisation(req: Request, orgId: string): void {
  const meant = req.get(ORGANISATION_HEADER);
  if (meant === undefined || meant === orgId) return;
  throw new ParleyError(
    'conflict',
    'works_elsewhere',
    'Nothing was done: this works in another organisation now than the one you see. Load the page again to go on there.',
    { param: ORGANISATION_HEADER },
  );
}

const notAllowed = (message: string) => new ParleyError('forbidden', 'not_allowed', message);

function visitorOf(ctx: ApiContext, req: Request): VisitorClaims {
  const token = bearerOf(req);
  const reading =
    token === null
      ? null
      : readVisitorToken(token, { secret: ctx.config.secret, now: ctx.core.now(), origin: originOf(req) });
  if (reading?.kind === 'ok') return reading.claims;
  // Absent, wrong and another page's token look alike from outside; only an expired one is told, because the widget renews it.
  if (reading?.kind === 'expired') {
    throw new ParleyError(
      'unauthenticated',
      'visitor_token_expired',
      'This chat token has expired. Open a session with it to go on.',
    );
  }
  throw new ParleyError(
    'unauthenticated',
    'visitor_token_invalid',
    'This needs a visitor’s token from POST /v1/chat/sessions, sent as `Authorization: Bearer …` by the page it was made for.',
  );
}
