import type { OrgTx } from '@parley/db/client';
import type { Member } from '@parley/shared/contract/members';
import { ParleyError } from '@parley/shared/errors';
import { roleSchema } from '@parley/shared/roles';

/** Of a user the database shows an organisation these columns, and only of its own members. */
export const WITH_USER = { user: { select: { id: true, name: true, email: true } } } as const;

type Row = { userId: string; role: string; createdAt: Date; user: { name: string; email: string } };

export const memberView = (row: Row): Member => ({
  user_id: row.userId,
  name: row.user.name,
  email: row.user.email,
  role: roleSchema.parse(row.role),
  since: row.createdAt.toISOString(),
});

export async function readMember(tx: OrgTx, orgId: string, userId: string): Promise<Member> {
  const row = await tx.membership.findUnique({ where: { orgId_userId: { orgId, userId } }, include: WITH_USER });
  if (!row) throw noSuchMember();
  return memberView(row);
}

export const noSuchMember = () =>
  new ParleyError(
    'not_found',
    'no_such_member',
    'Nobody with this id is a member of the organisation. GET /v1/members lists who is.',
  );
