import { readVisitorToken, type VisitorClaims } from '@parley/channels/web-chat/visitor-token';
import { assertNever } from '@parley/shared/assert-never';
import type { Endpoint } from '@parley/shared/contract/endpoint';
import { ParleyError } from '@parley/shared/errors';
import type { Request } from 'express';
import type { ApiContext } from '../context.ts';

export const bearerOf = (req: Request): string | null =>
  /^Bearer (\S+)$/i.exec(req.headers.authorization ?? '')?.[1] ?? null;

/** The page that calls. Browsers send it with every call to another site; `null` means it was not another web page. */
export const originOf = (req: Request): string | null => req.headers.origin ?? null;

/** Who calls, or a refusal. The organisation comes from here and from nowhere else. */
export function callerOf(ctx: ApiContext, endpoint: Endpoint, req: Request): { visitor?: VisitorClaims } {
  switch (endpoint.permission) {
    case 'public':
      return {};
    case 'visitor':
      return { visitor: visitorOf(ctx, req) };
    default:
      return assertNever(endpoint.permission);
  }
}

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
