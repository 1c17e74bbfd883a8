import { randomBytes } from 'node:crypto';
import { createKey } from '@parley/core/keys/create-key';
import { createApiKey } from '@parley/shared/contract/keys';
import { implement } from '../../http/route.ts';

export const createKeyRoute = implement(createApiKey)(async (ctx, { caller, body }) => {
  const key = await createKey(ctx.core, caller.as, {
    name: body.name,
    scopes: body.scopes,
    environment: body.environment,
    expiresAt: body.expires_at === undefined ? null : new Date(body.expires_at),
    randomBytes,
  });
  return { status: 201, body: key };
});
