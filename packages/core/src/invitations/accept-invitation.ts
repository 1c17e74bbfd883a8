import { findInvitation } from '@parley/db/lookup/find-invitation';
import type { Queryable } from '@parley/db/pools';
import { ParleyError } from '@parley/shared/errors';
import { type Role, roleSchema } from '@parley/shared/roles';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { refuseBeyondSeats } from '../members/seats.ts';
import { notify } from '../notifications/notify.ts';
import { lockOrganisation } from '../organisations/lock-organisation.ts';
import { tokenHash } from './token.ts';
import { openAt } from './view.ts';

export type Guest = { id: string; email: string; emailVerified: boolean };
export type Joined = { orgId: string; role: Role };

/** Joins with a letter's token, as the person it was sent to. Whatever is wrong with it, the answer is the same one. */
export async function acceptInvitation(
  ctx: Ctx,
  lookup: Queryable,
  from: Pick<As, 'requestId' | 'address'>,
  { guest, token }: { guest: Guest; token: string | null | undefined },
): Promise<Joined> {
  const hash = tokenHash(token ?? '');
  const letter = await findInvitation(lookup, hash);
  if (!letter || !guest.emailVerified) throw unusable();
  const { orgId } = letter;
  const now = ctx.now();
  return ctx.db.inOrg(orgId, async (tx) => {
    await lockOrganisation(tx, orgId);
    const [taken] = await tx.invitation.updateManyAndReturn({
      where: { orgId, tokenHash: hash, email: guest.email.toLowerCase(), ...openAt(now) },
      data: { acceptedAt: now },
    });
    if (!taken) throw unusable();
    const role = roleSchema.parse(taken.role);
    const { count } = await tx.membership.createMany({
      data: [{ orgId, userId: guest.id, role, createdAt: now }],
      skipDuplicates: true,
    });
    // A member already, who has changed to this address since: the letter gives them nothing new.
    if (count === 0) throw unusable();
    await refuseBeyondSeats(tx, orgId, now);
    const as: As = { ...from, orgId, actor: { kind: 'user', id: guest.id } };
    await audit(ctx, tx, as, {
      action: 'invitation.accepted',
      target: { kind: 'invitation', id: taken.id },
      after: { member: guest.id, role },
    });
    await notify(ctx, tx, as, { kind: 'member.joined', facts: { member_id: guest.id, role } });
    return { orgId, role };
  });
}

const unusable = () =>
  new ParleyError(
    'not_found',
    'invitation_unusable',
    'This invitation cannot be used. Sign in with the address it was sent to, confirm that address, or ask for a new invitation.',
  );
