import { statement } from '../hot/statement.ts';
import type { Queryable } from '../pools.ts';

/** A mail that this process may send, as long as `attempt` is still the newest one. */
export type MailClaim = { orgId: string; id: string; attempt: number };

const claim = statement<MailClaim>(
  'claim_mails',
  `with due as (
    select org_id, id from notification
    where mail_due_at <= (select clock_now())
    order by mail_due_at limit $1
    for update skip locked
  )
  update notification n
  set mail_state = 'sending', mail_attempts = n.mail_attempts + 1,
    mail_due_at = clock_now() + $2 * interval '1 millisecond'
  from due where n.org_id = due.org_id and n.id = due.id
  returning n.org_id as "orgId", n.id, n.mail_attempts as attempt`,
);

/** Takes up to `limit` mails that are due, for `leaseMs`: who takes one and dies leaves it to be taken again. */
export const claimMails = (db: Queryable, { limit, leaseMs }: { limit: number; leaseMs: number }) =>
  claim(db, [limit, leaseMs]);
