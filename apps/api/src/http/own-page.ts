import { isLoopback } from '@parley/service/mode-rules';
import { ParleyError } from '@parley/shared/errors';
import type { Request } from 'express';

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * A browser sends the session's cookie along with what any page makes it send. So whatever changes something with a cookie
 * must come from Parley's own pages, which the browser vouches for in `Origin`.
 */
export function refuseForeignPage(req: Request, publicUrl: string): void {
  if (READS.has(req.method)) return;
  const { origin } = req.headers;
  if (origin !== undefined && isOwn(origin, publicUrl, req.headers.host)) return;
  throw new ParleyError(
    'forbidden',
    'foreign_page',
    'A call with a session cookie must come from Parley’s own pages: send `Origin` with Parley’s address. Programs use an API key.',
  );
}

function isOwn(origin: string, publicUrl: string, host: string | undefined): boolean {
  if (origin === new URL(publicUrl).origin) return true;
  if (!URL.canParse(origin)) return false;
  // On this machine the api may be reached past `web`. Elsewhere a client's own word of the host has no say.
  const page = new URL(origin);
  return isLoopback(page.hostname) && page.host === host;
}
