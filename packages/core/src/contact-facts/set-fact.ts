import { type FactValue, factType, MOST_FACTS } from '@parley/shared/contact-facts';
import type { ContactFact } from '@parley/shared/contract/contacts';
import { ParleyError } from '@parley/shared/errors';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import { noSuchContact } from '../contacts/read-contact.ts';
import type { Ctx, OrgTx } from '../ctx.ts';
import { factView } from './view.ts';

export type Fact = { contactId: string; name: string; value: FactValue; messageId: string | null };

/** Notes something of a contact; what stood there under that name is replaced. In the transaction it is given. */
export async function setFact(ctx: Ctx, tx: OrgTx, as: As, fact: Fact): Promise<ContactFact> {
  const { orgId } = as;
  await lockContact(tx, orgId, fact.contactId);
  const where = { orgId_contactId_name: { orgId, contactId: fact.contactId, name: fact.name } };
  const before = await tx.contactFact.findUnique({ where });
  if (before && before.value === String(fact.value) && before.type === factType(fact.value)) return factView(before);
  if (!before) await leaveRoom(tx, orgId, fact.contactId);
  const said = {
    ...{ type: factType(fact.value), value: String(fact.value), messageId: fact.messageId },
    ...{ authorKind: as.actor.kind, authorId: as.actor.id, updatedAt: ctx.now() },
  };
  const { contactId, name } = fact;
  const fresh = { orgId, id: ctx.newId('contactFact'), contactId, name, ...said, createdAt: ctx.now() };
  const row = before
    ? await tx.contactFact.update({ where, data: said })
    : await tx.contactFact.create({ data: fresh });
  await audit(ctx, tx, as, {
    action: before ? 'contact.fact_changed' : 'contact.fact_noted',
    target: { kind: 'contact', id: contactId },
    after: { fact: row.id, type: row.type },
    // Names are chosen freely, and may be as personal as what they name.
    detail: { name, value: row.value, ...(before && { before: before.value }) },
  });
  return factView(row);
}

/** Facts of a contact change one after the other, and of an erased one not at all. */
export async function lockContact(tx: OrgTx, orgId: string, contactId: string): Promise<void> {
  const rows = await tx.$queryRaw<unknown[]>`
    select from contact where org_id = ${orgId} and id = ${contactId} and erased_at is null for no key update`;
  if (rows.length === 0) throw noSuchContact();
}

async function leaveRoom(tx: OrgTx, orgId: string, contactId: string): Promise<void> {
  if ((await tx.contactFact.count({ where: { orgId, contactId } })) < MOST_FACTS) return;
  throw new ParleyError(
    'conflict',
    'too_many_facts',
    `${MOST_FACTS} things are kept of one contact at most. Remove one first, or change one that is there.`,
  );
}
