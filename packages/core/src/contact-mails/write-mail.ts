import { afterCommit, type OrgTx } from '@parley/db/client';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import { samePerson } from '../contacts/same-person.ts';
import type { Ctx } from '../ctx.ts';
import type { Origin } from '../origin.ts';

export type ContactMailRequest = {
  contactId: string;
  subject: string;
  body: string;
  origin: NonNullable<Origin>;
};

export type MailWritten =
  | { kind: 'written'; id: string; address: string }
  | { kind: 'no_address' }
  | { kind: 'too_many' };

/** So many a contact gets in a day at most, whatever its agents are talked into. */
const A_DAY = 5;
const DAY_MS = 86_400_000;

/** Stores a mail to an address that the contact is known by; it leaves after the commit. No other can be named. */
export async function writeContactMail(
  ctx: Ctx,
  tx: OrgTx,
  as: As,
  { contactId, subject, body, origin }: ContactMailRequest,
): Promise<MailWritten> {
  const { orgId } = as;
  const person = await samePerson(tx, orgId, contactId);
  const address = await addressOf(tx, orgId, contactId, person);
  if (address === null) return { kind: 'no_address' };
  // The contact's row is held, so that mails that are written at once count each other.
  await tx.$queryRaw`select 1 from contact where org_id = ${orgId} and id = ${contactId} for no key update`;
  const since = new Date(ctx.now().getTime() - DAY_MS);
  const today = await tx.contactMail.count({ where: { orgId, contactId: { in: person }, createdAt: { gt: since } } });
  if (today >= A_DAY) return { kind: 'too_many' };
  const id = ctx.newId('contactMail');
  await tx.$executeRaw`
    insert into contact_mail (org_id, id, contact_id, conversation_id, turn_id, address, subject, body, state, due_at, created_at)
    values (${orgId}, ${id}, ${contactId}, ${origin.conversationId}, ${origin.turnId}, ${address}, ${subject}, ${body}, 'pending',
      clock_now(), ${ctx.now()})`;
  await audit(ctx, tx, as, {
    action: 'contact.mail_written',
    target: { kind: 'contact', id: contactId },
    after: { mail_id: id, turn_id: origin.turnId },
    detail: { to: address, subject },
  });
  afterCommit(tx, () => ctx.ring('post.send'));
  return { kind: 'written', id, address };
}

/** The contact's own, else that of a contact who was linked as the same person. */
async function addressOf(tx: OrgTx, orgId: string, contactId: string, person: string[]): Promise<string | null> {
  const rows = await tx.contact.findMany({
    where: { orgId, id: { in: person }, email: { not: null }, erasedAt: null },
    orderBy: { id: 'asc' },
    select: { id: true, email: true },
  });
  return (rows.find(({ id }) => id === contactId) ?? rows[0])?.email ?? null;
}
