import { requestOrganisationErasure } from '@parley/core/erasure/request-organisation-erasure';
import { isPassword } from '@parley/core/people/password';
import { findPasswordHash } from '@parley/db/lookup/people';
import { eraseOrganisation as endpoint } from '@parley/shared/contract/erasures';
import { ParleyError } from '@parley/shared/errors';
import { implement } from '../../http/route.ts';

export const eraseOrganisationRoute = implement(endpoint)(async (ctx, { caller, body }) => {
  // The password again: a session that was left open is not enough for this.
  const hash = await findPasswordHash(ctx.lookup, caller.as.actor.id);
  if (hash === null) {
    throw new ParleyError(
      'conflict',
      'no_password',
      'This needs a password, and your account has none. Set one by “Forgot password”, then try again.',
    );
  }
  if (!(await isPassword(body.password, hash))) {
    throw new ParleyError('forbidden', 'wrong_password', 'That is not your password.', { param: 'password' });
  }
  return { status: 202, body: await requestOrganisationErasure(ctx.core, caller.as, body) };
});
