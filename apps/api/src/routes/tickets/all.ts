import { changeTicket } from '@parley/core/tickets/change-ticket';
import { closeTicket } from '@parley/core/tickets/close-ticket';
import { commentOnTicket } from '@parley/core/tickets/comment-on-ticket';
import { fileAsPerson } from '@parley/core/tickets/file-as-person';
import { listTickets } from '@parley/core/tickets/list-tickets';
import { readTicket } from '@parley/core/tickets/read-ticket';
import * as tickets from '@parley/shared/contract/tickets';
import { implement, type Route } from '../../http/route.ts';

export const ticketRoutes: readonly Route[] = [
  implement(tickets.listTickets)(async (ctx, { caller, query }) => ({
    status: 200,
    body: await listTickets(ctx.core, caller.as, query),
  })),
  implement(tickets.readTicket)(async (ctx, { caller, params }) => ({
    status: 200,
    body: await readTicket(ctx.core, caller.as.orgId, params.id),
  })),
  implement(tickets.createTicket)(async (ctx, { caller, body: { contact, ...request } }) => ({
    status: 201,
    body: await fileAsPerson(ctx.core, caller.as, { ...request, contactId: contact }),
  })),
  implement(tickets.changeTicket)(async (ctx, { caller, params, body }) => ({
    status: 200,
    body: await changeTicket(ctx.core, caller.as, { ...body, id: params.id }),
  })),
  implement(tickets.commentOnTicket)(async (ctx, { caller, params, body }) => ({
    status: 201,
    body: await commentOnTicket(ctx.core, caller.as, { ...body, id: params.id }),
  })),
  implement(tickets.closeTicket)(async (ctx, { caller, params }) => ({
    status: 200,
    body: await closeTicket(ctx.core, caller.as, params),
  })),
];
