import { randomBytes } from 'node:crypto';
import { invitationMail } from '@parley/channels/mail/letters';
import { inviteMember } from '@parley/core/invitations/invite-member';
import { revokeInvitation } from '@parley/core/invitations/revoke-invitation';
import { inviteMember as inviteEndpoint } from '@parley/shared/contract/members';
import { mailerOrRefuse } from '../../auth/letters.ts';
import { implement } from '../../http/route.ts';

export const inviteMemberRoute = implement(inviteEndpoint)(async (ctx, { caller, body }) => {
  const mailer = mailerOrRefuse(ctx.mailer);
  const { invitation, token, organisation, invitedBy } = await inviteMember(ctx.core, caller.as, body, randomBytes);
  const { id, email, role, expires_at } = invitation;
  const goodUntil = new Date(expires_at);
  const mail = invitationMail(
    ctx.config.publicUrl,
    { to: { name: '', email }, organisation, invitedBy, role, goodUntil },
    token,
  );
  try {
    await mailer.send(mail);
  } catch (error) {
    // A letter that nobody gets would hold its address and its seat for a week.
    await revokeInvitation(ctx.core, caller.as, { id });
    throw error;
  }
  return { status: 201, body: invitation };
});
