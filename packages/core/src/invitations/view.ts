import type { OrgTx } from '@parley/db/client';
import type { Invitation } from '@parley/shared/contract/members';
import { roleSchema } from '@parley/shared/roles';

type Row = NonNullable<Awaited<ReturnType<OrgTx['invitation']['findUnique']>>>;

/** Still good for joining: what every statement on invitations that changes one begins from. */
export const openAt = (now: Date) => ({ acceptedAt: null, revokedAt: null, expiresAt: { gt: now } });

export const invitationView = (row: Row, now: Date): Invitation => ({
  id: row.id,
  email: row.email,
  role: roleSchema.parse(row.role),
  invited_by: row.invitedBy,
  created_at: row.createdAt.toISOString(),
  expires_at: row.expiresAt.toISOString(),
  state: stateOf(row, now),
});

function stateOf({ acceptedAt, revokedAt, expiresAt }: Row, now: Date): Invitation['state'] {
  if (acceptedAt) return 'accepted';
  // Only an open one can be taken back; one that is closed later had run out, and made room for a new one.
  if (revokedAt) return revokedAt < expiresAt ? 'revoked' : 'expired';
  return expiresAt <= now ? 'expired' : 'open';
}
