import type { OrgTx } from '@parley/db/client';
import type { Invitation } from '@parley/shared/contract/members';
import { ParleyError } from '@parley/shared/errors';
import type { Role } from '@parley/shared/roles';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { assertManagesMembers, roleOf } from '../members/authority.ts';
import { refuseBeyondSeats } from '../members/seats.ts';
import { lockOrganisation } from '../organisations/lock-organisation.ts';
import { TOKEN_BYTES, tokenHash } from './token.ts';
import { invitationView } from './view.ts';

export const INVITATION_DAYS = 7;
const DAY_MS = 86_400_000;

export type NewInvitation = { email: string; role: Exclude<Role, 'owner'> };
/** The token belongs into the letter and nowhere else: only its hash is kept. */
export type Letter = { invitation: Invitation; token: string; organisation: string; invitedBy: string };

export async function inviteMember(
  ctx: Ctx,
  as: As,
  { email: given, role }: NewInvitation,
  randomBytes: (size: number) => Uint8Array,
): Promise<Letter> {
  const email = given.toLowerCase();
  const token = Buffer.from(randomBytes(TOKEN_BYTES)).toString('base64url');
  const createdAt = ctx.now();
  const row = {
    orgId: as.orgId,
    id: ctx.newId('invitation'),
    email,
    role,
    tokenHash: tokenHash(token),
    invitedBy: as.actor.id,
    createdAt,
    expiresAt: new Date(createdAt.getTime() + INVITATION_DAYS * DAY_MS),
  };
  return ctx.db.inOrg(as.orgId, async (tx) => {
    await lockOrganisation(tx, as.orgId);
    assertManagesMembers(await roleOf(tx, as.orgId, as.actor));
    await refuseMember(tx, email);
    await closeExpired(tx, as.orgId, email, createdAt);
    const { count } = await tx.invitation.createMany({ data: [row], skipDuplicates: true });
    if (count === 0) throw alreadyInvited();
    await refuseBeyondSeats(tx, as.orgId, createdAt);
    await audit(ctx, tx, as, {
      action: 'invitation.created',
      target: { kind: 'invitation', id: row.id },
      after: { role, expires_at: row.expiresAt.toISOString() },
      detail: { email },
    });
    const organisation = await tx.organisation.findUniqueOrThrow({ where: { id: as.orgId }, select: { name: true } });
    const inviter = await tx.user.findUniqueOrThrow({ where: { id: as.actor.id }, select: { name: true } });
    return {
      invitation: invitationView({ ...row, acceptedAt: null, revokedAt: null }, createdAt),
      token,
      organisation: organisation.name,
      invitedBy: inviter.name,
    };
  });
}

async function refuseMember(tx: OrgTx, email: string): Promise<void> {
  // Row-level security shows the members of this organisation and nobody else.
  const [member] = await tx.$queryRaw<unknown[]>`select 1 from auth_user where lower(email) = ${email}`;
  if (!member) return;
  throw new ParleyError(
    'conflict',
    'already_member',
    'Whoever has this address is a member already. PATCH /v1/members/:user_id changes their role.',
    { param: 'email' },
  );
}

/** A letter that ran out must not hold its address for ever: the index of open letters knows no time. */
const closeExpired = (tx: OrgTx, orgId: string, email: string, now: Date) =>
  tx.invitation.updateMany({
    where: { orgId, email, acceptedAt: null, revokedAt: null, expiresAt: { lte: now } },
    data: { revokedAt: now },
  });

const alreadyInvited = () =>
  new ParleyError(
    'conflict',
    'already_invited',
    'An invitation to this address is open. Take it back first to send another: DELETE /v1/invitations/:id.',
    { param: 'email' },
  );
