import type { Queryable } from '../pools.ts';
import { statement } from './statement.ts';

export type StepRow = { key: string; kind: string; content: unknown; startedAt: Date; durationMs: number };

export type Settlement = {
  orgId: string;
  conversationId: string;
  turnId: string;
  fence: bigint;
  state: 'replied' | 'dead';
  reason: string | null;
  endedAt: Date;
  /** What the agent did; null for a turn that no agent could be run for. */
  run: {
    id: string;
    agentVersionId: string;
    graphVersion: number;
    outcome: string;
    model: string | null;
    startedAt: Date;
    steps: StepRow[];
  } | null;
  reply: {
    id: string;
    kind: 'answer' | 'notice';
    cause: string;
    author: 'agent' | 'system';
    text: string;
    model: string | null;
  };
};

/*
 * The one commit that ends a turn's run: the lane moves on to its next turn, the turn ends, the journal and the reply are
 * stored, or, when the fence has been raised meanwhile, nothing happens at all. A reply that needs no carrier is written
 * sent, one that does waits for its own claim.
 */
const settle = statement<{ seq: string; more: boolean; leaves: boolean }>(
  'settle_turn',
  `with lane as (
    update conversation c set
      lease_until = null, lease_holder = null, last_seq = c.last_seq + 1, updated_at = $6,
      waiting = c.waiting[2:], head_due_at = case when cardinality(c.waiting) > 1 then clock_now() end
    where c.org_id = $1 and c.id = $2 and c.fence = $4 and c.waiting[1] = $3 and c.lease_until is not null
    returning c.org_id, c.id, c.last_seq, cardinality(c.waiting) > 0 as more,
      (select ch.kind in ('sms') from channel ch where ch.org_id = c.org_id and ch.id = c.channel_id) as leaves
  ), ended as (
    update turn t set state = $5, reason = $7, ended_at = clock_now()
    from lane where t.org_id = $1 and t.id = $3 and t.state = 'running'
  ), journal as (
    insert into run (org_id, id, conversation_id, turn_id, agent_version_id, graph_version, outcome, model, started_at, ended_at)
    select $1, $8, lane.id, $3, $9, $10, $11, $12, $13, $6 from lane where $8::text is not null
  ), entries as (
    insert into step (org_id, run_id, position, key, kind, content, started_at, duration_ms)
    select $1, $8, s.position, s.key, s.kind, s.content, s.started_at, s.duration_ms
    from lane, jsonb_to_recordset($14::jsonb)
      as s (position int, key text, kind text, content jsonb, started_at timestamptz, duration_ms int)
  ), said as (
    insert into reply
      (org_id, id, conversation_id, turn_id, kind, cause, author, text, model, seq, created_at, status, sent_at, due_at)
    select $1, $15, lane.id, $3, $16, $17, $18, $19, $20, lane.last_seq, $6,
      case when leaves then 'pending' else 'sent' end, case when not leaves then $6::timestamptz end,
      case when leaves then clock_now() end
    from lane
  )
  select last_seq as seq, more, leaves from lane`,
);

export type Settled = { kind: 'settled'; more: boolean; leaves: boolean } | { kind: 'fenced_out' };

export async function settleTurn(db: Queryable, s: Settlement): Promise<Settled> {
  const steps = (s.run?.steps ?? []).map((step, position) => ({
    position,
    key: step.key,
    kind: step.kind,
    content: step.content,
    started_at: step.startedAt,
    duration_ms: step.durationMs,
  }));
  const [lane] = await settle(db, [
    ...[s.orgId, s.conversationId, s.turnId, s.fence.toString(), s.state, s.endedAt, s.reason],
    ...(s.run
      ? [s.run.id, s.run.agentVersionId, s.run.graphVersion, s.run.outcome, s.run.model, s.run.startedAt]
      : Array<null>(6).fill(null)),
    JSON.stringify(steps),
    ...[s.reply.id, s.reply.kind, s.reply.cause, s.reply.author, s.reply.text, s.reply.model],
  ]);
  return lane ? { kind: 'settled', more: lane.more, leaves: lane.leaves } : { kind: 'fenced_out' };
}
