import type { OrgTx } from '@parley/db/client';
import type { Erasure } from '@parley/shared/contract/erasures';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import { lockLinks, personOf } from '../contacts/person.ts';
import { noSuchContact } from '../contacts/read-contact.ts';
import type { Ctx } from '../ctx.ts';
import { erasureView } from './view.ts';

/**
 * From this commit on nobody answers the contact: what waited has ended, what runs has lost its lane, and who writes from
 * the same address is somebody new. Emptying the stores is a worker's. Asked again, it answers how that stands.
 */
export async function requestContactErasure(ctx: Ctx, as: As, contactId: string): Promise<Erasure> {
  const { row, conversations } = await ctx.db.inOrg(as.orgId, (tx) => beginAll(ctx, tx, as, contactId));
  for (const conversationId of conversations) ctx.live({ kind: 'conversation', orgId: as.orgId, conversationId });
  return erasureView(row);
}

/** Contacts that are one person are forgotten together, each with a receipt of its own. */
async function beginAll(ctx: Ctx, tx: OrgTx, as: As, contactId: string) {
  await lockLinks(tx, as.orgId);
  const person = await personOf(tx, as.orgId, contactId);
  const asked = await begin(ctx, tx, as, contactId);
  const conversations = [...asked.conversations];
  for (const id of person?.all ?? []) {
    if (id !== contactId) conversations.push(...(await begin(ctx, tx, as, id)).conversations);
  }
  return { row: asked.row, conversations };
}

async function begin(ctx: Ctx, tx: OrgTx, as: As, contactId: string) {
  const { orgId } = as;
  // A conversation that is about to be opened with this contact waits for this lock, and then finds them erased.
  const [contact] = await tx.$queryRaw<{ erased: boolean }[]>`
    select erased_at is not null as erased from contact where org_id = ${orgId} and id = ${contactId} for update`;
  if (!contact) throw noSuchContact();
  if (contact.erased) {
    const row = await tx.erasure.findFirstOrThrow({
      where: { orgId, subjectId: contactId },
      orderBy: { requestedAt: 'desc' },
    });
    return { row, conversations: [] };
  }
  const id = await insertErasure(ctx, tx, as, contactId);
  await tx.contact.update({ where: { orgId_id: { orgId, id: contactId } }, data: { erasedAt: ctx.now() } });
  const conversations = await closeConversations(ctx, tx, orgId, contactId);
  await tx.$executeRaw`
    update erasure set receipt = receipt || jsonb_build_object('conversation', ${conversations.length}::int)
    where org_id = ${orgId} and id = ${id}`;
  await tx.contactPoint.deleteMany({ where: { orgId, contactId } });
  await audit(ctx, tx, as, {
    action: 'contact.erasure_requested',
    target: { kind: 'contact', id: contactId },
    after: { erasure: id },
  });
  return { row: await tx.erasure.findUniqueOrThrow({ where: { orgId_id: { orgId, id } } }), conversations };
}

async function insertErasure(ctx: Ctx, tx: OrgTx, { orgId, actor }: As, contactId: string): Promise<string> {
  const id = ctx.newId('erasure');
  await tx.$executeRaw`
    insert into erasure (org_id, id, subject, subject_id, state, actor_kind, actor_id, requested_at, due_at, started_at, addresses, receipt)
    select ${orgId}, ${id}, 'contact', ${contactId}, 'running', ${actor.kind}, ${actor.id}, now, now, now, points,
      jsonb_build_object('contact_point', cardinality(points))
    from (select clock_now() as now, array(
      select address from contact_point where org_id = ${orgId} and contact_id = ${contactId}
      union select email from contact where org_id = ${orgId} and id = ${contactId} and email is not null) as points) begun`;
  return id;
}

/**
 * Two statements: the lanes' locks are waited for by the first, and what came in meanwhile is seen by the second. A raised
 * fence settles nothing, and a raised epoch sends nothing.
 */
async function closeConversations(ctx: Ctx, tx: OrgTx, orgId: string, contactId: string): Promise<string[]> {
  const closed = await tx.$queryRaw<{ id: string }[]>`
    update conversation set open_key = null, address = null, waiting = '{}', head_due_at = null, lease_until = null, lease_holder = null,
      collecting = null, collecting_count = 0, collecting_since = null, collecting_until = null, owner = 'agent',
      owner_user_id = null, fence = fence + 1, owner_epoch = owner_epoch + 1, updated_at = ${ctx.now().toISOString()}::timestamptz
    where org_id = ${orgId} and contact_id = ${contactId} returning id`;
  const ids = closed.map(({ id }) => id);
  await tx.$executeRaw`
    update turn set state = 'silent', reason = 'contact_erased', ended_at = clock_now()
    where org_id = ${orgId} and conversation_id = any(${ids}) and state in ('collecting', 'ready', 'running')`;
  await tx.$executeRaw`
    update handover set given_back_at = clock_now()
    where org_id = ${orgId} and conversation_id = any(${ids}) and given_back_at is null`;
  await tx.$executeRaw`
    update reply set status = 'cancelled', due_at = null, reason = 'contact_erased'
    where org_id = ${orgId} and conversation_id = any(${ids}) and status = 'pending'`;
  return ids;
}
