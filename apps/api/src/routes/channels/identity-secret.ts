import { randomBytes } from 'node:crypto';
import { dropIdentitySecret, makeIdentitySecret } from '@parley/core/channels/identity-secret';
import {
  dropIdentitySecret as dropEndpoint,
  makeIdentitySecret as makeEndpoint,
} from '@parley/shared/contract/channels';
import { implement } from '../../http/route.ts';

export const makeIdentitySecretRoute = implement(makeEndpoint)(async (ctx, { caller, params }) => ({
  status: 201,
  body: await makeIdentitySecret(ctx.core, caller.as, params.id, randomBytes),
}));

export const dropIdentitySecretRoute = implement(dropEndpoint)(async (ctx, { caller, params }) => {
  await dropIdentitySecret(ctx.core, caller.as, params.id);
  return { status: 200, body: { deleted: true } };
});
