import type pg from 'pg';
import type { Installation } from './installation.ts';

const PER_LANE = 20;
const AT_ONCE = 50_000;

/**
 * So many messages that have been answered within the last thirty days, each with what its turn left: turn, run, its last
 * step, reply, key. Written in sets, with ids that sort by time, so that they lie in their months.
 */
export async function store({ owner, orgId, channelId }: Installation, messages: number): Promise<void> {
  if (messages === 0) return;
  const filler = await owner.connect();
  try {
    // What is written in bulk has been checked before; and nobody waits for it.
    await filler.query(`set session_replication_role = replica; set synchronous_commit = off; set jit = off`);
    await lanes(filler, orgId, channelId, Math.ceil(messages / PER_LANE));
    for (let from = 0; from < messages; from += AT_ONCE) {
      await answered(filler, [orgId, from, Math.min(from + AT_ONCE, messages), messages, PER_LANE]);
    }
    await filler.query('vacuum analyze');
    await filler.query('checkpoint');
  } finally {
    filler.release(true);
  }
}

async function lanes(filler: pg.PoolClient, orgId: string, channelId: string, count: number): Promise<void> {
  await filler.query(
    `with lane as (select n, 'cont_s' || n as contact from generate_series(0, $3 - 1) n),
     contacts as (insert into contact (org_id, id, created_at) select $1, contact, now() from lane),
     points as (insert into contact_point (org_id, kind, address, contact_id, created_at) select $1, 'web_chat', 's' || n, contact, now() from lane)
     insert into conversation (org_id, id, channel_id, contact_id, agent_id, open_key, last_seq, created_at, updated_at)
     select $1, 'conv_s' || n, ch.id, contact, ch.agent_id, ch.id || ':' || contact, $4 * 2, now() - interval '30 days', now() - interval '1 day'
     from lane join channel ch on ch.org_id = $1 and ch.id = $2`,
    [orgId, channelId, count, PER_LANE],
  );
}

async function answered(filler: pg.PoolClient, values: unknown[]): Promise<void> {
  await filler.query(
    `with said as materialized (
       select n, at, substr(id_floor('x', at), 3) || lpad(n::text, 16, '0') as body, 'conv_s' || n / $5::int as lane, (n % $5::int) * 2 + 1 as seq
       from generate_series($2::int, $3::int - 1) n, lateral (select now() - interval '30 days' * (1 - n::float8 / $4::int)) t (at)
     ), keys as (
       insert into inbound_key (org_id, source, key_hash, turn_id, message_id, created_at)
       select $1, 'stored', sha256(n::text::bytea), 'turn_' || body, 'msg_' || body, at from said
     ), messages as (
       insert into message (org_id, id, conversation_id, turn_id, seq, text, client_id, created_at)
       select $1, 'msg_' || body, lane, 'turn_' || body, seq, 'When are you open on Saturday? I would come with number ' || n, 's' || n, at from said
     ), turns as (
       insert into turn (org_id, id, conversation_id, agent_id, state, attempts, fence, created_at, claimed_at, ended_at)
       select $1, 'turn_' || body, lane, 'agt_stored', 'replied', 1, 1, at, at, at from said
     ), runs as (
       insert into run (org_id, id, conversation_id, turn_id, agent_id, agent_version_id, graph_version, outcome, model, started_at, ended_at)
       select $1, 'run_' || body, lane, 'turn_' || body, 'agt_stored', 'agv_stored', 1, 'replied', 'instant model', at, at from said
     ), steps as (
       insert into step (org_id, run_id, position, key, kind, content, started_at, duration_ms)
       select $1, 'run_' || body, 3, 'think#2', 'model', '{"response": {"text": "We open at nine."}}', at, 0 from said
     )
     insert into reply (org_id, id, conversation_id, turn_id, kind, cause, author, text, model, status, seq, created_at, sent_at)
     select $1, 'rep_' || body, lane, 'turn_' || body, 'answer', 'answer', 'agent', 'We open at nine.', 'instant model', 'sent', seq + 1, at, at from said`,
    values,
  );
}
