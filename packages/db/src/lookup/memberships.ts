import { statement } from '../hot/statement.ts';
import type { Queryable } from '../pools.ts';

/*
 * To which organisations a person belongs: for the role `parley_auth`, because it is asked before an organisation is known.
 * Asked with every request and kept nowhere: whoever is removed is out at once.
 */

export type MembershipRow = { orgId: string; name: string; role: string; logo: string | null };

const list = statement<MembershipRow>(
  'list_memberships',
  `select m.org_id as "orgId", o.name, m.role, l.digest as logo
  from membership m join organisation o on o.id = m.org_id left join organisation_logo l on l.org_id = m.org_id
  where m.user_id = $1
  order by m.created_at, m.org_id`,
);

const find = statement<{ role: string }>(
  'find_membership',
  'select role from membership where org_id = $1 and user_id = $2',
);

const enter = statement<{ role: string }>(
  'enter_organisation',
  `with member as (select role from membership where org_id = $3 and user_id = $2),
  entered as (
    update auth_session set active_org_id = $3
    where id = $1 and user_id = $2 and exists (select from member)
    returning id
  )
  select role from member where exists (select from entered)`,
);

/** Oldest first. */
export const listMemberships = (db: Queryable, userId: string): Promise<MembershipRow[]> => list(db, [userId]);

export async function findRole(db: Queryable, orgId: string, userId: string): Promise<string | null> {
  const [row] = await find(db, [orgId, userId]);
  return row?.role ?? null;
}

/** From now on the session works in this organisation, if its person is a member there: their role, or null. */
export async function enterOrganisation(
  db: Queryable,
  { sessionId, userId, orgId }: { sessionId: string; userId: string; orgId: string },
): Promise<string | null> {
  const [row] = await enter(db, [sessionId, userId, orgId]);
  return row?.role ?? null;
}
