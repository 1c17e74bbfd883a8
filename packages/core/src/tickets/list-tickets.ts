import type { Ticket } from '@parley/shared/contract/tickets';
import type { Ctx } from '../ctx.ts';
import { idCursor, type Page, type PageQuery, pageOf } from '../page.ts';
import { ticketView } from './view.ts';

type Query = PageQuery & { status?: Ticket['status'] | undefined };

/** Newest first. */
export async function listTickets(
  ctx: Ctx,
  orgId: string,
  { limit, starting_after, status }: Query,
): Promise<Page<Ticket>> {
  const before = idCursor(starting_after);
  const rows = await ctx.db.inOrg(orgId, (tx) =>
    tx.ticket.findMany({
      where: { orgId, ...(status && { status }), ...(before !== null && { id: { lt: before } }) },
      orderBy: { id: 'desc' },
      take: limit + 1,
    }),
  );
  return pageOf(rows, limit, { cursor: ({ id }) => id, view: ticketView });
}
