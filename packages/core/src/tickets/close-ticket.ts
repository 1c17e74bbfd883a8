import type { Ticket } from '@parley/shared/contract/tickets';
import type { As } from '../acting.ts';
import type { Ctx } from '../ctx.ts';
import { changeTicket } from './change-ticket.ts';

/** Done. One that is closed already stays as it is. */
export async function closeTicket(ctx: Ctx, as: As, { id }: { id: string }): Promise<Ticket> {
  const { comments: _, ...ticket } = await changeTicket(ctx, as, { id, status: 'closed' });
  return ticket;
}
