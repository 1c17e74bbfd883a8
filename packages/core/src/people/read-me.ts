import { listMemberships } from '@parley/db/lookup/memberships';
import { hasPassword } from '@parley/db/lookup/people';
import type { Queryable } from '@parley/db/pools';
import { type MemberPermission, ROLE_PERMISSIONS, type Role, roleSchema } from '@parley/shared/roles';
import { logoUrl } from '../organisations/view.ts';

export type Belonging = { orgId: string; name: string; role: Role; logoUrl: string | null };

export type Whereabouts = {
  /** False for who comes in with Google or Microsoft alone. */
  hasPassword: boolean;
  organisations: Belonging[];
  /** Where the session works, while its person is a member there. */
  active: { orgId: string; role: Role; permissions: readonly MemberPermission[] } | null;
};

/** To which organisations a person belongs, and whether they have a password. Read as the look-up role: it is asked before an organisation is chosen. */
export async function readMe(
  lookup: Queryable,
  { userId, activeOrgId }: { userId: string; activeOrgId: string | null },
): Promise<Whereabouts> {
  const [rows, withPassword] = await Promise.all([listMemberships(lookup, userId), hasPassword(lookup, userId)]);
  const organisations = rows.map((row) => ({
    ...row,
    role: roleSchema.parse(row.role),
    logoUrl: logoUrl(row.orgId, row.logo),
  }));
  const active = organisations.find(({ orgId }) => orgId === activeOrgId);
  return {
    hasPassword: withPassword,
    organisations,
    active: active ? { orgId: active.orgId, role: active.role, permissions: ROLE_PERMISSIONS[active.role] } : null,
  };
}
