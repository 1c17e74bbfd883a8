import type { Invitation } from '@parley/shared/contract/members';
import { ParleyError } from '@parley/shared/errors';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { invitationView, openAt } from './view.ts';

export async function revokeInvitation(ctx: Ctx, as: As, { id }: { id: string }): Promise<Invitation> {
  const now = ctx.now();
  return ctx.db.inOrg(as.orgId, async (tx) => {
    const { count } = await tx.invitation.updateMany({
      where: { orgId: as.orgId, id, ...openAt(now) },
      data: { revokedAt: now },
    });
    const row = await tx.invitation.findUnique({ where: { orgId_id: { orgId: as.orgId, id } } });
    if (!row) throw noSuchInvitation();
    const invitation = invitationView(row, now);
    if (count === 0) throw notOpen(invitation);
    await audit(ctx, tx, as, {
      action: 'invitation.revoked',
      target: { kind: 'invitation', id },
      before: { state: 'open' },
      after: { state: 'revoked' },
    });
    return invitation;
  });
}

const noSuchInvitation = () =>
  new ParleyError(
    'not_found',
    'no_such_invitation',
    'There is no invitation with this id. GET /v1/invitations lists them.',
  );

const notOpen = ({ state }: Invitation) =>
  new ParleyError('conflict', 'invitation_not_open', `This invitation is ${state}: there is nothing to take back.`);
