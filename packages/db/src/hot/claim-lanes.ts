import type { Queryable } from '../pools.ts';
import { statement } from './statement.ts';
import type { Allowance } from './take-allowance.ts';

export type LaneClaim = {
  orgId: string;
  conversationId: string;
  turnId: string;
  agentId: string;
  channelId: string;
  contactId: string;
  /** Every later statement of this run must name it. */
  fence: bigint;
  ownerEpoch: number;
  /** Counted at claim, so that a crash uses one up. */
  attempts: number;
  traceparent: string | null;
  receivedAt: Date;
  /** An earlier attempt has left a journal: this one goes on from it. */
  runId: string | null;
  /** What it may spend, where a budget stops its agent. */
  allowance: Allowance | null;
};

type Row = {
  org_id: string;
  conversation_id: string;
  agent_id: string;
  channel_id: string;
  contact_id: string;
  fence: string;
  owner_epoch: number;
  turn_id: string;
  attempts: number;
  traceparent: string | null;
  received_at: Date;
  run_id: string | null;
  more: boolean;
  last_org: string;
  allowance: Allowance | null;
};

const claim = statement<Row>('claim_lanes', 'select * from claim_lanes($1, $2, $3, $4, $5, $6, $7, $8)');

export type ClaimedLanes = {
  claims: LaneClaim[];
  /** More was due than was taken. */
  more: boolean;
  /** The organisation that the walk ended with, where the next one goes on. */
  lastOrg: string;
};

export type ClaimOptions = {
  limit: number;
  leaseMs: number;
  holder: string;
  class: 'interactive' | 'batch';
  /** Begin after this organisation. */
  after: string;
  /** So many organisations are looked at, at most. */
  organisations: number;
  /** How many lanes of each organisation this worker runs already. */
  running: Record<string, number>;
  /** So much of a budget each turn takes along, in micro-dollars. */
  allowance: number;
};

/** Takes up to `limit` due lanes for `leaseMs`. A lane whose holder died is due again when its lease has run out. */
export async function claimLanes(db: Queryable, options: ClaimOptions): Promise<ClaimedLanes> {
  const { limit, leaseMs, holder, after, organisations, running } = options;
  const values = [
    limit,
    leaseMs,
    holder,
    options.class,
    after,
    organisations,
    JSON.stringify(running),
    options.allowance,
  ];
  const rows = await claim(db, values);
  const last = rows.at(-1);
  return { claims: rows.map(claimOf), more: last?.more ?? false, lastOrg: last?.last_org ?? '' };
}

const claimOf = (row: Row): LaneClaim => ({
  orgId: row.org_id,
  conversationId: row.conversation_id,
  turnId: row.turn_id,
  agentId: row.agent_id,
  channelId: row.channel_id,
  contactId: row.contact_id,
  fence: BigInt(row.fence),
  ownerEpoch: row.owner_epoch,
  attempts: row.attempts,
  traceparent: row.traceparent,
  receivedAt: row.received_at,
  runId: row.run_id,
  allowance: row.allowance,
});
