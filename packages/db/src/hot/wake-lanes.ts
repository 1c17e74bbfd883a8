import type { Queryable } from '../pools.ts';
import { statement } from './statement.ts';

/*
 * Asked again and again, because a lane may be put aside at the very moment its agent comes back: the one who puts it
 * aside does not see that yet, and the one who brings the agent back does not see the lane. Only agents whose status
 * changed within a day are looked at, and of their organisations only lanes that were put aside: one look into an index.
 */
const wake = statement<{ id: string }>(
  'wake_lanes',
  `with aside as (
    select c.org_id, c.id
    from agent a join conversation c
      on c.org_id = a.org_id and c.agent_id = a.id and c.class in ('interactive', 'batch') and c.head_due_at = until_agent_serves()
    where a.status_changed_at > (select clock_now()) - interval '1 day' and a.status in ('active', 'draining')
      and agent_serves(c.org_id, c.agent_id, c.created_at)
    order by c.org_id, c.id
    for no key update of c skip locked
  )
  update conversation c set head_due_at = clock_now() from aside where c.org_id = aside.org_id and c.id = aside.id
  returning c.id`,
);

/** Makes lanes due again that were put aside while their agent was out of service; answers how many. */
export const wakeLanes = async (db: Queryable): Promise<number> => (await wake(db, [])).length;
