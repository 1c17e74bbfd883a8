import type { Ticket } from '@parley/shared/contract/tickets';
import type { As } from '../acting.ts';
import type { Ctx } from '../ctx.ts';
import { idCursor, type Page, type PageQuery, pageOf } from '../page.ts';
import { ticketView } from './view.ts';

type Query = PageQuery & {
  status?: Ticket['status'] | undefined;
  kind?: Ticket['kind'] | undefined;
  priority?: Ticket['priority'] | undefined;
  contact?: string | undefined;
  assignee?: 'me' | 'nobody' | undefined;
};

/** Newest first. */
export async function listTickets(
  ctx: Ctx,
  { orgId, actor }: As,
  { limit, starting_after, status, kind, priority, contact, assignee }: Query,
): Promise<Page<Ticket>> {
  const before = idCursor(starting_after);
  const rows = await ctx.db.inOrg(orgId, (tx) =>
    tx.ticket.findMany({
      where: {
        orgId,
        ...(status && { status }),
        ...(kind && { kind }),
        ...(priority && { priority }),
        ...(contact && { contactId: contact }),
        ...(assignee && { assigneeId: assignee === 'me' ? actor.id : null }),
        ...(before !== null && { id: { lt: before } }),
      },
      orderBy: { id: 'desc' },
      take: limit + 1,
    }),
  );
  return pageOf(rows, limit, { cursor: ({ id }) => id, view: ticketView });
}
