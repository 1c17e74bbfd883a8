import type { Queryable } from '../pools.ts';
import { statement } from './statement.ts';

export type JournalRow = {
  agentVersionId: string;
  graphVersion: number;
  model: string | null;
  startedAt: Date;
  channelKind: string;
  /** In the order in which they were stored. */
  steps: Array<{ key: string; kind: string; content: unknown; startedAt: string; durationMs: number }>;
  /** The places at which this turn has done something. */
  effects: string[];
};

type Row = {
  agent_version_id: string;
  graph_version: number;
  model: string | null;
  started_at: Date;
  channel_kind: string;
  steps: JournalRow['steps'] | null;
  effects: string[];
};

const read = statement<Row>(
  'read_journal',
  `select r.agent_version_id, r.graph_version, r.model, r.started_at, ch.kind as channel_kind,
    (select json_agg(json_build_object('key', s.key, 'kind', s.kind, 'content', s.content, 'startedAt', s.started_at, 'durationMs', s.duration_ms)
      order by s.position) from step s where s.org_id = r.org_id and s.run_id = r.id) as steps,
    array(select e.step_key from effect e where e.org_id = r.org_id and e.turn_id = r.turn_id order by e.id) as effects
  from run r
  join conversation c on c.org_id = r.org_id and c.id = r.conversation_id
  join channel ch on ch.org_id = c.org_id and ch.id = c.channel_id
  where r.org_id = $1 and r.id = $2 and r.turn_id = $3 and r.ended_at is null`,
);

/** What earlier attempts at a turn have left. Null: there is no such run, or it has ended. */
export async function readJournal(
  db: Queryable,
  { orgId, runId, turnId }: { orgId: string; runId: string; turnId: string },
): Promise<JournalRow | null> {
  const [row] = await read(db, [orgId, runId, turnId]);
  if (!row) return null;
  return {
    agentVersionId: row.agent_version_id,
    graphVersion: row.graph_version,
    model: row.model,
    startedAt: row.started_at,
    channelKind: row.channel_kind,
    steps: row.steps ?? [],
    effects: row.effects,
  };
}
