import { statement } from '../hot/statement.ts';
import type { Queryable } from '../pools.ts';

/** A mail to a contact that this process may send, as long as `attempt` is still the newest one. */
export type ContactMailClaim = { orgId: string; id: string; attempt: number };

/** One whose sender has died was perhaps sent: it is not sent again, and nobody knows. */
const claim = statement<ContactMailClaim & { state: string }>(
  'claim_contact_mails',
  `with due as (
    select org_id, id from contact_mail
    where due_at <= (select clock_now())
    order by due_at limit $1
    for update skip locked
  )
  update contact_mail m
  set state = case when m.state = 'pending' then 'sending' else 'unknown' end, attempts = m.attempts + 1,
    due_at = case when m.state = 'pending' then clock_now() + $2 * interval '1 millisecond' end,
    ended_at = case when m.state = 'pending' then null else clock_now() end
  from due where m.org_id = due.org_id and m.id = due.id
  returning m.org_id as "orgId", m.id, m.attempts as attempt, m.state`,
);

/** Takes up to `limit` mails that are due, for `leaseMs`. */
export async function claimContactMails(
  db: Queryable,
  { limit, leaseMs }: { limit: number; leaseMs: number },
): Promise<ContactMailClaim[]> {
  const rows = await claim(db, [limit, leaseMs]);
  return rows.filter(({ state }) => state === 'sending');
}
