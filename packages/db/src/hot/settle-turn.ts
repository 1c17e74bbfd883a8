import type { Queryable } from '../pools.ts';
import { TELLS } from '../tells.ts';
import { statement } from './statement.ts';

export type StepRow = { key: string; kind: string; content: unknown; startedAt: Date; durationMs: number };

export type RunRow = {
  id: string;
  agentId: string;
  agentVersionId: string;
  graphVersion: number;
  outcome: string;
  model: string | null;
  startedAt: Date;
  /** So many of its steps are stored already; 0 for a run of which nothing is. */
  stored: number;
  /** The steps after those, and what they used. */
  steps: StepRow[];
  used: Used;
};

export type Used = { costMicros: number; inputTokens: number; cachedInputTokens: number; outputTokens: number };

export type Settlement = {
  orgId: string;
  conversationId: string;
  turnId: string;
  fence: bigint;
  state: 'replied' | 'silent' | 'blocked' | 'handed_off' | 'dead';
  /** Why it ended so; a silent turn always says it. */
  reason: string | null;
  endedAt: Date;
  /** What the agent did; null for a turn that no agent could be run for. */
  run: RunRow | null;
  /** What the contact hears; null for silence. */
  reply: {
    id: string;
    kind: 'answer' | 'notice';
    cause: string;
    author: 'agent' | 'system';
    text: string;
    model: string | null;
  } | null;
  /** For a dead turn: the letter that somebody may redrive. */
  letterId: string | null;
  ticket: { id: string; kind: string; subject: string } | null;
  incident: IncidentRow | null;
  /** From now on people answer this conversation. */
  handOver: { id: string; reason: 'breaker' | 'handed_off' } | null;
  /** The entry in the organisation's record; nothing personal. */
  audit: { id: string; after: Record<string, unknown> };
};

export type IncidentRow = {
  id: string;
  kind: string;
  /** What looks the same is one incident until it is resolved. */
  fingerprint: string;
  severity: string;
  title: string;
  evidence: Record<string, unknown>;
};

/*
 * The one commit that ends a turn's run: the lane moves on to its next turn, the turn ends, the journal and the reply are
 * stored, or, when the fence has been raised meanwhile, nothing happens at all.
 */
type SettledRow = { place: number; code: 'settled' | 'fenced_out'; more: boolean; leaves: boolean; tells: boolean };

const settle = statement<SettledRow>('settle_turns', `select *, ${TELLS} from settle_turns($1)`);

/** `tells`: webhooks wait for what ended here, or with what was settled beside it. */
export type Settled = { kind: 'settled'; more: boolean; leaves: boolean; tells: boolean } | { kind: 'fenced_out' };

/** Ends runs with one statement and one commit; an answer for each, in their order. All or, with an error, none. */
export async function settleTurns(db: Queryable, settlements: readonly Settlement[]): Promise<Settled[]> {
  const rows = await settle(db, [JSON.stringify(settlements.map(rowOf))]);
  return rows
    .sort((a, b) => a.place - b.place)
    .map(({ code, more, leaves, tells }) =>
      code === 'settled' ? { kind: code, more, leaves, tells } : { kind: code },
    );
}

const rowOf = (s: Settlement, place: number) => ({
  place,
  org_id: s.orgId,
  conversation_id: s.conversationId,
  turn_id: s.turnId,
  fence: s.fence.toString(),
  state: s.state,
  reason: s.reason,
  at: s.endedAt,
  run: s.run && runColumns(s.run),
  steps: s.run ? stepColumns(s.run) : [],
  reply: s.reply,
  letter_id: s.letterId,
  ticket: s.ticket,
  incident: s.incident,
  hand_over: s.handOver,
  audit: s.audit,
});

export const runColumns = (run: Omit<RunRow, 'steps'>) => ({
  id: run.id,
  agent_version_id: run.agentVersionId,
  graph_version: run.graphVersion,
  outcome: run.outcome,
  model: run.model,
  started_at: run.startedAt,
  agent_id: run.agentId,
  stored: run.stored,
  cost_micros: run.used.costMicros,
  input_tokens: run.used.inputTokens,
  cached_input_tokens: run.used.cachedInputTokens,
  output_tokens: run.used.outputTokens,
});

export const stepColumns = ({ stored, steps }: Pick<RunRow, 'stored' | 'steps'>) =>
  steps.map((step, index) => ({
    position: stored + index,
    key: step.key,
    kind: step.kind,
    content: step.content,
    started_at: step.startedAt,
    duration_ms: step.durationMs,
  }));
