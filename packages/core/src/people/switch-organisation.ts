import { enterOrganisation } from '@parley/db/lookup/memberships';
import type { Queryable } from '@parley/db/pools';
import { ParleyError } from '@parley/shared/errors';
import { type Role, roleSchema } from '@parley/shared/roles';

/** From now on this session works in that organisation. One that does not exist is refused as one of others is. */
export async function switchOrganisation(
  lookup: Queryable,
  entering: { sessionId: string; userId: string; orgId: string },
): Promise<Role> {
  const role = await enterOrganisation(lookup, entering);
  if (role !== null) return roleSchema.parse(role);
  throw new ParleyError('not_found', 'no_such_organisation', 'You are not a member of such an organisation.', {
    param: 'organisation_id',
  });
}
