import type { OrgTx } from '@parley/db/client';
import { Prisma } from '@parley/db/sql';
import type { RunHead } from '@parley/shared/contract/runs';
import { ParleyError } from '@parley/shared/errors';

export type RunHeadRow = {
  id: string;
  agent_id: string;
  agent_name: string;
  agent_version_id: string;
  version: number;
  conversation_id: string;
  address: string | null;
  turn_id: string;
  message: string | null;
  outcome: RunHead['outcome'];
  model: string | null;
  started_at: Date;
  ended_at: Date | null;
  input_tokens: number;
  cached_input_tokens: number;
  output_tokens: number;
  cost_micros: bigint;
  replay_of: string | null;
  from_step: string | null;
  replay_attempts: number;
};

const BEGINNING = 160;

/** Runs that fit a condition on `r`, the newest first. */
export const readRunHeads = (tx: OrgTx, where: Prisma.Sql, limit: number): Promise<RunHeadRow[]> => tx.$queryRaw<
  RunHeadRow[]
>`
  select r.id, r.agent_id, a.name as agent_name, r.agent_version_id, v.number as version, r.conversation_id,
    case when ch.kind = 'web_chat' then null else c.address end as address, r.turn_id, left(m.text, ${BEGINNING}) as message,
    r.outcome, r.model, r.started_at, r.ended_at, r.input_tokens, r.cached_input_tokens, r.output_tokens, r.cost_micros,
    r.replay_of, r.from_step, r.replay_attempts
  from (select * from run r where ${where} order by r.id desc limit ${limit}) r
  join agent a on a.org_id = r.org_id and a.id = r.agent_id
  join agent_version v on v.org_id = r.org_id and v.id = r.agent_version_id
  join conversation c on c.org_id = r.org_id and c.id = r.conversation_id
  join channel ch on ch.org_id = c.org_id and ch.id = c.channel_id
  left join lateral (
    select text from message where org_id = r.org_id and conversation_id = r.conversation_id and turn_id = r.turn_id
    order by seq desc limit 1
  ) m on true
  order by r.id desc`;

export const runHeadView = (row: RunHeadRow): RunHead => ({
  id: row.id,
  kind: row.replay_of === null ? 'answer' : 'replay',
  agent: { id: row.agent_id, name: row.agent_name },
  agent_version: { id: row.agent_version_id, number: row.version },
  conversation: { id: row.conversation_id, address: row.address },
  turn_id: row.turn_id,
  message: row.message,
  outcome: row.outcome === 'running' && row.replay_of !== null && row.replay_attempts === 0 ? 'waiting' : row.outcome,
  model: row.model,
  started_at: row.started_at.toISOString(),
  ended_at: row.ended_at?.toISOString() ?? null,
  duration_ms: row.ended_at && Math.max(0, row.ended_at.getTime() - row.started_at.getTime()),
  input_tokens: row.input_tokens,
  cached_input_tokens: row.cached_input_tokens,
  output_tokens: row.output_tokens,
  cost_micros: Number(row.cost_micros),
  replay_of: row.replay_of,
  from_step: row.from_step,
});

export const noSuchRun = () =>
  new ParleyError('not_found', 'no_such_run', 'There is no run with this id. GET /v1/runs lists them.');

export const runIs = (orgId: string, id: string): Prisma.Sql => Prisma.sql`r.org_id = ${orgId} and r.id = ${id}`;
