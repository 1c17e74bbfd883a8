import type { OrgTx } from '@parley/db/client';

/** The site's own names for everyone who this contact is. Two of them are two people until somebody says otherwise. */
export async function knownUsers(tx: OrgTx, orgId: string, contactId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ address: string }[]>`
    with main as (
      select coalesce((select main_id from contact_link where org_id = ${orgId} and contact_id = ${contactId}), ${contactId}) as id
    )
    select p.address from contact_point p
    where p.org_id = ${orgId} and p.kind = 'user' and (p.contact_id = (select id from main) or p.contact_id in (
      select l.contact_id from contact_link l where l.org_id = ${orgId} and l.main_id = (select id from main)))`;
  return rows.map(({ address }) => address);
}
