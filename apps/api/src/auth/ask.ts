import type { Request, Response } from 'express';
import type { ApiContext } from '../context.ts';
import { refuseForeignPage } from '../http/own-page.ts';
import type { Auth } from './create-auth.ts';
import { inOurWords } from './words.ts';

type Asked<T> = { headers?: Headers | null; response: T };

/**
 * Asks better-auth for one thing and passes its cookies on. It sees the caller's cookies and browser and nothing else of
 * the request: no forwarded host, address or query has a say.
 */
export async function ask<T>(
  ctx: ApiContext,
  { req, res }: { req: Request; res: Response },
  what: (api: Auth['api'], given: { headers: Headers; returnHeaders: true }) => Promise<Asked<T>>,
): Promise<T> {
  // A page elsewhere may neither use a session nor begin one: it would sign people in as someone else.
  if (req.headers.cookie !== undefined || req.headers.origin !== undefined)
    refuseForeignPage(req, ctx.config.publicUrl);
  try {
    const { headers, response } = await what(ctx.identity.auth.api, { headers: sentOn(req), returnHeaders: true });
    for (const cookie of headers?.getSetCookie() ?? []) res.append('Set-Cookie', cookie);
    return response;
  } catch (error) {
    throw inOurWords(error);
  }
}

function sentOn({ headers }: Request): Headers {
  const sent = new Headers();
  if (headers.cookie !== undefined) sent.set('cookie', headers.cookie);
  if (headers['user-agent'] !== undefined) sent.set('user-agent', headers['user-agent']);
  return sent;
}

export const done = { status: 200, body: { done: true } } as const;
