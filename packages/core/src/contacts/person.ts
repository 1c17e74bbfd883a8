import type { OrgTx } from '@parley/db/client';

/** Contacts that are one person: the oldest is the main one. A contact without links is a person of its own. */
export type Linked = { main: string; all: string[] };

/** Links change one at a time in an organisation, so that no two make a ring. Held until the end of the transaction. */
export const lockLinks = (tx: OrgTx, orgId: string) =>
  tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('parley.contact_link ' || ${orgId}, 0))`;

/** Null for who is not there, or is erased. A contact that is read here cannot be erased before the transaction's end. */
export async function personOf(tx: OrgTx, orgId: string, contactId: string): Promise<Linked | null> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    with main as (
      select coalesce((select main_id from contact_link where org_id = ${orgId} and contact_id = ${contactId}), ${contactId}) as id
    )
    select c.id from contact c
    where c.org_id = ${orgId} and c.erased_at is null and (c.id = (select id from main) or c.id in (
      select l.contact_id from contact_link l where l.org_id = ${orgId} and l.main_id = (select id from main)))
    order by c.id for no key update of c`;
  const all = rows.map(({ id }) => id);
  return all.includes(contactId) ? { main: all[0] as string, all } : null;
}
