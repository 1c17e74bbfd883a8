import { insertPerson } from '@parley/db/lookup/people';
import type { Queryable } from '@parley/db/pools';
import { ParleyError } from '@parley/shared/errors';
import type { Ctx } from '../ctx.ts';
import { createOrganisation } from '../organisations/create-organisation.ts';
import { hashPassword } from './password.ts';

export type NewOwner = { name: string; email: string; password: string; organisation: string; timeZone: string };

/** A person and their organisation, made at the command line: the way in where no mail can be sent. */
export async function createOwner(
  ctx: Pick<Ctx, 'db' | 'now' | 'newId' | 'auditKey' | 'live'>,
  lookup: Queryable,
  { name, email, password, organisation, timeZone }: NewOwner,
): Promise<{ userId: string; orgId: string }> {
  const userId = ctx.newId('user');
  const passwordHash = await hashPassword(password);
  if (!(await insertPerson(lookup, { id: userId, accountId: ctx.newId('account'), name, email, passwordHash }))) {
    throw new ParleyError('conflict', 'address_taken', `Someone has an account with ${email} already.`, {
      param: 'email',
    });
  }
  const founder = { actor: { kind: 'user', id: userId } as const, requestId: null, address: null };
  const { id: orgId } = await createOrganisation(ctx, founder, { name: organisation, timeZone, isDemo: false });
  return { userId, orgId };
}
