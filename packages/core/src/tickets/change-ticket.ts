import type { OrgTx } from '@parley/db/client';
import type { Ticket, TicketDetail } from '@parley/shared/contract/tickets';
import { ParleyError } from '@parley/shared/errors';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import { brokenConstraint } from '../broken-constraint.ts';
import type { Ctx } from '../ctx.ts';
import { noSuchTicket, readTicketDetail } from './view.ts';

export type TicketChange = {
  id: string;
  status?: Ticket['status'] | undefined;
  priority?: Ticket['priority'] | undefined;
  /** A member who sees to it; null: nobody in particular. */
  assignee?: string | null | undefined;
};

/** Changes what is given and differs. */
export async function changeTicket(ctx: Ctx, as: As, change: TicketChange): Promise<TicketDetail> {
  try {
    return await ctx.db.inOrg(as.orgId, (tx) => changed(ctx, tx, as, change));
  } catch (error) {
    throw brokenConstraint(error) === 'unique' ? twinIsOpen() : error;
  }
}

async function changed(ctx: Ctx, tx: OrgTx, as: As, { id, ...change }: TicketChange): Promise<TicketDetail> {
  const { orgId } = as;
  await tx.$queryRaw`select 1 from ticket where org_id = ${orgId} and id = ${id} for no key update`;
  const row = await tx.ticket.findUnique({ where: { orgId_id: { orgId, id } } });
  if (!row) throw noSuchTicket();
  const before = { status: row.status, priority: row.priority, assignee: row.assigneeId };
  const after = {
    status: change.status ?? before.status,
    priority: change.priority ?? before.priority,
    assignee: change.assignee === undefined ? before.assignee : change.assignee,
  };
  const fields = (['status', 'priority', 'assignee'] as const).filter((field) => before[field] !== after[field]);
  if (fields.length === 0) return readTicketDetail(tx, orgId, id);
  if (fields.includes('assignee') && after.assignee !== null) await requireMember(tx, orgId, after.assignee);
  const now = ctx.now();
  const closedAt = after.status === 'closed' ? (row.closedAt ?? now) : null;
  await tx.ticket.update({
    where: { orgId_id: { orgId, id } },
    data: { status: after.status, priority: after.priority, assigneeId: after.assignee, closedAt, updatedAt: now },
  });
  const of = (values: typeof before) => Object.fromEntries(fields.map((field) => [field, values[field]]));
  await audit(ctx, tx, as, {
    action: fields.includes('status') && after.status === 'closed' ? 'ticket.closed' : 'ticket.changed',
    target: { kind: 'ticket', id },
    before: of(before),
    after: of(after),
  });
  return readTicketDetail(tx, orgId, id);
}

async function requireMember(tx: OrgTx, orgId: string, userId: string): Promise<void> {
  if (await tx.membership.findUnique({ where: { orgId_userId: { orgId, userId } }, select: { userId: true } })) return;
  throw new ParleyError('conflict', 'not_a_member', 'Only a member of this organisation can see to a ticket.', {
    param: 'assignee',
  });
}

const twinIsOpen = () =>
  new ParleyError(
    'conflict',
    'ticket_open_already',
    'Another ticket of this contact with the same subject is open. Go on with that one.',
  );
