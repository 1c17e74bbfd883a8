import { statement } from '../hot/statement.ts';
import type { Queryable } from '../pools.ts';

export type ProcessRow = {
  id: string;
  kind: 'api' | 'worker' | 'slackbot';
  startedAt: Date;
  stopping: boolean;
  heartbeatAgeMs: number;
  details: unknown;
};

/*
 * Those that hold their lock, and those of which nobody can say: a free lock proves death only if the server that granted
 * it is still the same. A bigint advisory lock stands in pg_locks as its two halves.
 */
const list = statement<ProcessRow>(
  'list_processes',
  `select p.id, p.kind, p.started_at as "startedAt", p.stopping_at is not null as stopping, p.details,
    (extract(epoch from clock_now() - p.heartbeat_at) * 1000)::float8 as "heartbeatAgeMs"
  from process p
  left join pg_locks l on l.locktype = 'advisory' and l.objsubid = 1 and l.granted
    and l.database = (select oid from pg_database where datname = current_database())
    and l.classid::bigint = (p.lock_key >> 32) & 4294967295 and l.objid::bigint = p.lock_key & 4294967295
  where p.stopped_at is null and p.heartbeat_at > clock_now() - interval '10 minutes'
    and (l.pid is not null or p.server_started_at <> pg_postmaster_start_time())
  order by p.kind, p.started_at`,
);

export const listProcesses = (db: Queryable): Promise<ProcessRow[]> => list(db, []);
