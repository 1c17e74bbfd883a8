import type { Queryable } from '../pools.ts';
import { statement } from './statement.ts';

export type FrameRow = {
  agentName: string;
  versionId: string;
  spec: unknown;
  organisation: string;
  timeZone: string;
  profile: unknown;
  channelKind: string;
  /** People have answered and given the conversation back, and the agent has said nothing since. */
  handover: { from: string; until: string; note: string | null } | null;
  /** Oldest first, as of the turn's place in the lane. */
  history: Array<{ author: 'contact' | 'agent' | 'person' | 'system'; text: string; at: string }>;
  /** What is kept of the contact beyond the conversation. */
  facts: Array<{ name: string; type: string; value: string }>;
  /** What earlier attempts at these messages have done, where there were any. */
  effects: Array<{ tool: string; args: unknown; state: string; result: unknown; at: string }>;
};

export type FrameOf = { orgId: string; conversationId: string; turnId: string; agentId: string };

type Row = {
  place: number;
  agent_name: string;
  version_id: string;
  spec: unknown;
  organisation: string;
  time_zone: string;
  profile: unknown;
  channel_kind: string;
  handover: FrameRow['handover'];
  history: FrameRow['history'] | null;
  facts: FrameRow['facts'] | null;
  effects: FrameRow['effects'] | null;
};

/*
 * All that a run knows at its start, of several runs in one read. What came in after the turn's own messages is left out: it
 * is a later turn's business; a redriven turn has a place of its own, further on. A reply stands behind the messages it
 * answers, also when the next ones were already written by then. What was done about the
 * turn's messages before is told too: by an attempt that cannot be gone on with, or by the turn that this one redrives.
 */
const read = statement<Row>(
  'read_frame',
  `select asked.place::int as place, a.name as agent_name, v.id as version_id, v.spec, o.name as organisation, o.time_zone, o.profile,
    ch.kind as channel_kind, known.handover, known.history, known.facts, known.effects
  from unnest($1::text[], $2::text[], $3::text[], $4::text[]) with ordinality as asked (org_id, conversation_id, turn_id, agent_id, place)
  join conversation c on c.org_id = asked.org_id and c.id = asked.conversation_id
  join agent a on a.org_id = c.org_id and a.id = c.agent_id and a.id = asked.agent_id
  join agent_version v on v.org_id = a.org_id and v.id = a.current_version_id
  join organisation o on o.id = c.org_id
  join channel ch on ch.org_id = c.org_id and ch.id = c.channel_id
  join turn t on t.org_id = c.org_id and t.id = asked.turn_id
  cross join lateral (
    with place as (
      select coalesce(t.place,
        (select max(m.seq) from message m where m.org_id = c.org_id and m.conversation_id = c.id and m.turn_id = asked.turn_id)) as seq
    ), said as (
      (select m.seq, m.turn_id, 'contact' as author, m.text, m.created_at from message m, place
        where m.org_id = c.org_id and m.conversation_id = c.id and m.seq <= place.seq order by m.seq desc limit $5)
      union all
      (select r.seq, coalesce(r.turn_id, r.id), r.author, r.text, r.created_at from reply r
        where r.org_id = c.org_id and r.conversation_id = c.id order by r.seq desc limit $5)
    ), recent as (
      select *, case when turn_id = asked.turn_id then (select seq from place)
        else min(seq) filter (where author = 'contact') over (partition by turn_id) end as asked from said
    ), newest as (
      select * from recent order by coalesce(asked, seq) desc, seq desc limit $5
    )
    select
      (select json_build_object('from', h.taken_at, 'until', h.given_back_at, 'note', h.note)
        from (select * from handover where org_id = c.org_id and conversation_id = c.id order by id desc limit 1) h
        where h.given_back_at is not null
          and not exists (select from newest n where n.author = 'agent' and n.created_at > h.given_back_at)) as handover,
      (select json_agg(json_build_object('author', author, 'text', text, 'at', created_at) order by coalesce(asked, seq), seq) from newest) as history,
      (select json_agg(json_build_object('name', f.name, 'type', f.type, 'value', f.value) order by f.name)
        from contact_fact f where f.org_id = c.org_id and f.contact_id = c.contact_id) as facts,
      (select json_agg(json_build_object('tool', e.tool, 'args', e.args, 'state', e.state, 'result', e.result, 'at', e.begun_at) order by e.id)
        from effect e where e.org_id = c.org_id and e.turn_id = any (array_prepend(t.id, case when t.place is not null then array(
          select old.id from turn old where old.org_id = c.org_id and old.conversation_id = c.id and old.superseded_by = t.id) end))) as effects
  ) known`,
);

/** A frame for each, in their order; null where no such agent answers this conversation. */
export async function readFrames(
  db: Queryable,
  turns: readonly FrameOf[],
  historyLimit: number,
): Promise<(FrameRow | null)[]> {
  const column = (of: keyof FrameOf) => turns.map((turn) => turn[of]);
  const values = [column('orgId'), column('conversationId'), column('turnId'), column('agentId'), historyLimit];
  const rows = new Map((await read(db, values)).map((row) => [row.place, row]));
  return turns.map((_, n) => frameOf(rows.get(n + 1)));
}

const frameOf = (row: Row | undefined): FrameRow | null =>
  row
    ? {
        agentName: row.agent_name,
        versionId: row.version_id,
        spec: row.spec,
        organisation: row.organisation,
        timeZone: row.time_zone,
        profile: row.profile,
        channelKind: row.channel_kind,
        handover: row.handover,
        history: row.history ?? [],
        facts: row.facts ?? [],
        effects: row.effects ?? [],
      }
    : null;
