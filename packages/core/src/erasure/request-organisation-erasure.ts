import type { Erasure } from '@parley/shared/contract/erasures';
import { ParleyError } from '@parley/shared/errors';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { lockOrganisation } from '../organisations/lock-organisation.ts';
import { erasureView } from './view.ts';

/** Until then it can be called off: an erasure by mistake, or by somebody who got hold of an owner's session. */
const GRACE_DAYS = 7;

/** The organisation works on as before until its time has come. Asked again, it answers when that is. */
export function requestOrganisationErasure(ctx: Ctx, as: As, { name }: { name: string }): Promise<Erasure> {
  const { orgId } = as;
  return ctx.db.inOrg(orgId, async (tx) => {
    await lockOrganisation(tx, orgId);
    const organisation = await tx.organisation.findUniqueOrThrow({ where: { id: orgId }, select: { name: true } });
    if (organisation.name !== name.trim()) throw anotherName();
    const open = await tx.erasure.findFirst({ where: { orgId, subjectId: orgId, endedAt: null } });
    if (open) return erasureView(open);
    const id = ctx.newId('erasure');
    await tx.$executeRaw`
      insert into erasure (org_id, id, subject, subject_id, state, actor_kind, actor_id, requested_at, due_at)
      select ${orgId}, ${id}, 'organisation', ${orgId}, 'requested', ${as.actor.kind}, ${as.actor.id}, now,
        now + ${GRACE_DAYS} * interval '1 day' from clock_now() as now`;
    const row = await tx.erasure.findUniqueOrThrow({ where: { orgId_id: { orgId, id } } });
    await audit(ctx, tx, as, {
      action: 'organisation.erasure_requested',
      target: { kind: 'organisation', id: orgId },
      after: { erasure: id, due_at: row.dueAt.toISOString() },
    });
    return erasureView(row);
  });
}

const anotherName = () =>
  new ParleyError(
    'invalid_request',
    'another_name',
    'That is not the name of this organisation. Type it exactly as it is shown in its settings.',
    { param: 'name' },
  );
