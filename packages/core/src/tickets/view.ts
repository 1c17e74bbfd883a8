import type { OrgTx } from '@parley/db/client';
import type { Ticket, TicketDetail } from '@parley/shared/contract/tickets';
import { ParleyError } from '@parley/shared/errors';

type Row = NonNullable<Awaited<ReturnType<OrgTx['ticket']['findUnique']>>>;

export const ticketView = (row: Row): Ticket => ({
  id: row.id,
  reference: row.reference,
  kind: row.kind as Ticket['kind'],
  subject: row.subject,
  description: row.description,
  priority: row.priority as Ticket['priority'],
  contact_id: row.contactId,
  conversation_id: row.conversationId,
  turn_id: row.turnId,
  assignee_id: row.assigneeId,
  status: row.status as Ticket['status'],
  created_at: row.createdAt.toISOString(),
  updated_at: row.updatedAt.toISOString(),
  closed_at: row.closedAt?.toISOString() ?? null,
});

export async function readTicketDetail(tx: OrgTx, orgId: string, id: string): Promise<TicketDetail> {
  const row = await tx.ticket.findUnique({
    where: { orgId_id: { orgId, id } },
    include: { comments: { orderBy: { id: 'asc' } } },
  });
  if (!row) throw noSuchTicket();
  const { comments, ...ticket } = row;
  return {
    ...ticketView(ticket),
    comments: comments.map((comment) => ({
      id: comment.id,
      author: { kind: comment.authorKind as TicketDetail['comments'][number]['author']['kind'], id: comment.authorId },
      text: comment.text,
      created_at: comment.createdAt.toISOString(),
    })),
  };
}

export const noSuchTicket = () =>
  new ParleyError('not_found', 'no_such_ticket', 'There is no ticket with this id. GET /v1/tickets lists them.');
