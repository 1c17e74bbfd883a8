import type { OrgTx } from '@parley/db/client';

/** The contacts that were linked to be one person, this one among them. Reads only, and holds nothing. */
export async function samePerson(tx: OrgTx, orgId: string, contactId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    with main as (
      select coalesce((select main_id from contact_link where org_id = ${orgId} and contact_id = ${contactId}), ${contactId}) as id
    )
    select id from main union select l.contact_id from contact_link l, main where l.org_id = ${orgId} and l.main_id = main.id`;
  return rows.map(({ id }) => id);
}

/** Whether there is such a contact, and nobody has asked to be forgotten; it stays until the end of the transaction. */
export async function isReachable(tx: OrgTx, orgId: string, contactId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    select 1 from contact where org_id = ${orgId} and id = ${contactId} and erased_at is null for key share`;
  return rows.length > 0;
}
