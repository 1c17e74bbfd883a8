import type { Queryable } from '../pools.ts';
import { statement } from './statement.ts';

/*
 * A turn may be ended from outside while nobody runs it: by a later message, a person, an erasure. The run it had begun ends
 * with it, a little later. Unfinished runs have an index of their own, which is short.
 */
const end = statement<{ id: string }>(
  'end_left_runs',
  `update run r set outcome = 'discarded', ended_at = clock_now()
  from turn t
  where r.ended_at is null and t.org_id = r.org_id and t.id = r.turn_id and t.run_id = r.id and t.ended_at < clock_now() - interval '1 minute'
  returning r.id`,
);

/** Ends the runs of turns that have ended without them; answers how many. */
export const endLeftRuns = async (db: Queryable): Promise<number> => (await end(db, [])).length;
