import type { OrgTx } from '@parley/db/client';
import type { Ticket } from '@parley/shared/contract/tickets';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import { isReachable } from '../contacts/same-person.ts';
import type { Ctx } from '../ctx.ts';
import { withReference } from '../references/with-reference.ts';

export type TicketRequest = {
  contactId: string;
  conversationId: string | null;
  subject: string;
  description: string;
  priority: Ticket['priority'];
};

export type Filed = { kind: 'filed' | 'joined'; id: string; reference: string } | { kind: 'no_such_contact' };

/** No twins: what a contact asks for again under the same subject joins the ticket that is open, as a comment. */
export async function fileTicket(ctx: Ctx, tx: OrgTx, as: As, request: TicketRequest): Promise<Filed> {
  if (!(await isReachable(tx, as.orgId, request.contactId))) return { kind: 'no_such_contact' };
  const open = await openTwin(tx, as.orgId, request);
  if (open) return join(ctx, tx, as, open, request);
  return (await insert(ctx, tx, as, request)) ?? join(ctx, tx, as, await theTwin(tx, as.orgId, request), request);
}

type Twin = { id: string; reference: string };

async function openTwin(tx: OrgTx, orgId: string, { contactId, subject }: TicketRequest): Promise<Twin | null> {
  const [twin] = await tx.$queryRaw<Twin[]>`
    select id, reference from ticket
    where org_id = ${orgId} and contact_id = ${contactId} and lower(subject) = lower(${subject})
      and kind = 'customer' and status <> 'closed'
    for no key update`;
  return twin ?? null;
}

/** It was stored while this one looked. */
async function theTwin(tx: OrgTx, orgId: string, request: TicketRequest): Promise<Twin> {
  const twin = await openTwin(tx, orgId, request);
  if (!twin) throw new Error('the ticket that was in the way is gone');
  return twin;
}

/** Null where a twin was stored meanwhile. */
async function insert(ctx: Ctx, tx: OrgTx, as: As, request: TicketRequest): Promise<Filed | null> {
  const now = ctx.now();
  const { orgId } = as;
  const row = { orgId, kind: 'customer', ...request, status: 'open', createdAt: now, updatedAt: now };
  let twin = false;
  const made = await withReference(
    'TKT',
    () => ctx.newId('ticket'),
    async (named) => {
      const { count } = await tx.ticket.createMany({ data: [{ ...row, ...named }], skipDuplicates: true });
      if (count === 0) twin = (await openTwin(tx, orgId, request)) !== null;
      return count === 1 || twin;
    },
  );
  if (twin) return null;
  await audit(ctx, tx, as, {
    action: 'ticket.filed',
    target: { kind: 'ticket', id: made.id },
    after: { contact_id: request.contactId, priority: request.priority },
    detail: { subject: request.subject },
  });
  return { kind: 'filed', ...made };
}

async function join(ctx: Ctx, tx: OrgTx, as: As, { id, reference }: Twin, request: TicketRequest): Promise<Filed> {
  const { orgId, actor } = as;
  const text = request.description.trim() || request.subject;
  const last = await tx.ticketComment.findFirst({ where: { orgId, ticketId: id }, orderBy: { id: 'desc' } });
  const ticket = await tx.ticket.findUniqueOrThrow({ where: { orgId_id: { orgId, id } } });
  // Said before in the same words: nothing is added.
  if (text === (last?.text ?? ticket.description) || text === ticket.subject) return { kind: 'joined', id, reference };
  const comment = { orgId, id: ctx.newId('ticketComment'), ticketId: id, text, createdAt: ctx.now() };
  await tx.ticketComment.create({ data: { ...comment, authorKind: actor.kind, authorId: actor.id } });
  await tx.ticket.update({ where: { orgId_id: { orgId, id } }, data: { updatedAt: ctx.now() } });
  await audit(ctx, tx, as, { action: 'ticket.commented', target: { kind: 'ticket', id } });
  return { kind: 'joined', id, reference };
}
