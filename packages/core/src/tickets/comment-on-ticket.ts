import type { TicketDetail } from '@parley/shared/contract/tickets';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { noSuchTicket, readTicketDetail } from './view.ts';

export const commentOnTicket = (ctx: Ctx, as: As, { id, text }: { id: string; text: string }): Promise<TicketDetail> =>
  ctx.db.inOrg(as.orgId, async (tx) => {
    const { orgId, actor } = as;
    const now = ctx.now();
    const { count } = await tx.ticket.updateMany({ where: { orgId, id }, data: { updatedAt: now } });
    if (count === 0) throw noSuchTicket();
    const author = { authorKind: actor.kind, authorId: actor.id };
    await tx.ticketComment.create({
      data: { orgId, id: ctx.newId('ticketComment'), ticketId: id, ...author, text, createdAt: now },
    });
    await audit(ctx, tx, as, { action: 'ticket.commented', target: { kind: 'ticket', id } });
    return readTicketDetail(tx, orgId, id);
  });
