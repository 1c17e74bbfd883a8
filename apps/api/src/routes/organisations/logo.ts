import { changeLogo } from '@parley/core/organisations/change-logo';
import { findLogo } from '@parley/db/lookup/find-logo';
import { changeLogo as changeEndpoint, readLogo, removeLogo } from '@parley/shared/contract/logo';
import { ParleyError } from '@parley/shared/errors';
import { implement } from '../../http/route.ts';

export const changeLogoRoute = implement(changeEndpoint)(async (ctx, { caller, body }) => ({
  status: 200,
  body: await changeLogo(ctx.core, caller.as, Buffer.from(body.image, 'base64')),
}));

export const removeLogoRoute = implement(removeLogo)(async (ctx, { caller }) => ({
  status: 200,
  body: await changeLogo(ctx.core, caller.as, null),
}));

/** Its type is what its bytes were found to be, and no browser may think otherwise. */
export const readLogoRoute = implement(readLogo)(async (ctx, { params, res }) => {
  const logo = await findLogo(ctx.lookup, params.id, params.digest);
  if (!logo) throw new ParleyError('not_found', 'no_such_logo', 'There is no such logo, or not any more.');
  res.writeHead(200, {
    'Content-Type': logo.contentType,
    'Content-Length': logo.bytes.length,
    'Content-Disposition': 'inline',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'public, max-age=31536000, immutable',
    'Cross-Origin-Resource-Policy': 'cross-origin',
  });
  res.end(logo.bytes);
  return 'streamed';
});
