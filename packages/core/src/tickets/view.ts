import type { OrgTx } from '@parley/db/client';
import type { Ticket } from '@parley/shared/contract/tickets';
import { ParleyError } from '@parley/shared/errors';

type Row = NonNullable<Awaited<ReturnType<OrgTx['ticket']['findUnique']>>>;

export const ticketView = (row: Row): Ticket => ({
  id: row.id,
  kind: row.kind as Ticket['kind'],
  subject: row.subject,
  conversation_id: row.conversationId,
  turn_id: row.turnId,
  status: row.status as Ticket['status'],
  created_at: row.createdAt.toISOString(),
  closed_at: row.closedAt?.toISOString() ?? null,
});

export const noSuchTicket = () =>
  new ParleyError('not_found', 'no_such_ticket', 'There is no ticket with this id. GET /v1/tickets lists them.');
