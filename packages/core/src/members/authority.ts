import type { OrgTx } from '@parley/db/client';
import { ParleyError } from '@parley/shared/errors';
import { ROLES, type Role, roleMay, roleSchema } from '@parley/shared/roles';
import type { Actor } from '../acting.ts';

/** The role of who acts, as it is now and not as it was when the request came in. A key is no member: it has none. */
export async function roleOf(tx: OrgTx, orgId: string, actor: Actor): Promise<Role | null> {
  if (actor.kind !== 'user') return null;
  const row = await tx.membership.findUnique({ where: { orgId_userId: { orgId, userId: actor.id } } });
  return row ? roleSchema.parse(row.role) : null;
}

export function assertManagesMembers(role: Role | null): asserts role is Role {
  if (role && roleMay(role, 'members.manage')) return;
  throw new ParleyError(
    'forbidden',
    'not_permitted',
    'This needs the permission `members.manage`, which owners and admins have. Ask one of them.',
  );
}

type RoleChange = { by: Role; self: boolean; from: Role; to: Role };
export type Verdict = 'yes' | 'only_owners' | 'not_oneself';

/** Who manages members may give every role but owner, and may give nothing to themselves that stands higher. */
export function mayChangeRole({ by, self, from, to }: RoleChange): Verdict {
  if (self && ROLES.indexOf(to) < ROLES.indexOf(from)) return 'not_oneself';
  return mayTouch(by, from) && mayTouch(by, to) ? 'yes' : 'only_owners';
}

/** An owner is made, changed and removed by owners only. */
export const mayTouch = (by: Role, role: Role): boolean => role !== 'owner' || by === 'owner';

const REFUSALS: Record<Exclude<Verdict, 'yes'>, string> = {
  only_owners: 'Only an owner makes, changes or removes an owner. Ask an owner of the organisation.',
  not_oneself: 'Nobody gives themselves a higher role. Ask someone else who manages members.',
};

export function refuseUnless(verdict: Verdict): void {
  if (verdict !== 'yes') throw new ParleyError('forbidden', verdict, REFUSALS[verdict]);
}
