import type { Ticket } from '@parley/shared/contract/tickets';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { noSuchTicket, ticketView } from './view.ts';

/** Done. One that is closed already stays as it is. */
export const closeTicket = (ctx: Ctx, as: As, { id }: { id: string }): Promise<Ticket> =>
  ctx.db.inOrg(as.orgId, async (tx) => {
    const { count } = await tx.ticket.updateMany({
      where: { orgId: as.orgId, id, status: 'open' },
      data: { status: 'closed', closedAt: ctx.now() },
    });
    const ticket = await tx.ticket.findUnique({ where: { orgId_id: { orgId: as.orgId, id } } });
    if (!ticket) throw noSuchTicket();
    if (count === 1) await audit(ctx, tx, as, { action: 'ticket.closed', target: { kind: 'ticket', id } });
    return ticketView(ticket);
  });
