import type { TicketDetail } from '@parley/shared/contract/tickets';
import type { As } from '../acting.ts';
import { noSuchContact } from '../contacts/read-contact.ts';
import type { Ctx } from '../ctx.ts';
import { fileTicket, type TicketRequest } from './file-ticket.ts';
import { readTicketDetail } from './view.ts';

export const fileAsPerson = (ctx: Ctx, as: As, request: Omit<TicketRequest, 'conversationId'>): Promise<TicketDetail> =>
  ctx.db.inOrg(as.orgId, async (tx) => {
    const filed = await fileTicket(ctx, tx, as, { ...request, conversationId: null });
    if (filed.kind === 'no_such_contact') throw noSuchContact();
    return readTicketDetail(tx, as.orgId, filed.id);
  });
