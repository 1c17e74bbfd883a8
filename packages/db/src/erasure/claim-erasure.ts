import { statement } from '../hot/statement.ts';
import type { Queryable } from '../pools.ts';

export type ClaimedErasure = {
  orgId: string;
  id: string;
  subject: 'contact' | 'organisation';
  subjectId: string;
  actorKind: 'user' | 'api_key' | 'agent' | 'system';
  actorId: string;
};

const claim = statement<ClaimedErasure>(
  'claim_erasure',
  `with due as (
    select org_id, id from erasure
    where ended_at is null and due_at <= (select clock_now()) and (lease_until is null or lease_until < (select clock_now()))
    order by due_at limit 1
    for update skip locked
  )
  update erasure e set state = 'running', started_at = coalesce(e.started_at, clock_now()),
    lease_until = clock_now() + $2 * interval '1 millisecond', lease_holder = $1
  from due where e.org_id = due.org_id and e.id = due.id
  returning e.org_id as "orgId", e.id, e.subject, e.subject_id as "subjectId", e.actor_kind as "actorKind", e.actor_id as "actorId"`,
);

const giveBack = statement<never>(
  'give_back_erasure',
  `update erasure set lease_until = null, lease_holder = null
  where org_id = $1 and id = $2 and lease_holder = $3 and ended_at is null`,
);

/** The oldest erasure that is due, of any organisation; one whose worker died is due again when its lease has run out. */
export async function claimErasure(
  db: Queryable,
  { holder, leaseMs }: { holder: string; leaseMs: number },
): Promise<ClaimedErasure | null> {
  const [row] = await claim(db, [holder, leaseMs]);
  return row ?? null;
}

export const giveBackErasure = (
  db: Queryable,
  { orgId, id }: Pick<ClaimedErasure, 'orgId' | 'id'>,
  holder: string,
): Promise<unknown> => giveBack(db, [orgId, id, holder]);
