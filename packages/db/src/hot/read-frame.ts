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
};

type Row = {
  agent_name: string;
  version_id: string;
  spec: unknown;
  organisation: string;
  time_zone: string;
  profile: unknown;
  channel_kind: string;
  handover: FrameRow['handover'];
  history: FrameRow['history'] | null;
};

/*
 * All that a run knows at its start, in one read. What came in after the turn's own messages is left out: it is a later
 * turn's business; a redriven turn has a place of its own, further on. A reply stands behind the messages it answers, also when the next ones were already written by then.
 */
const read = statement<Row>(
  'read_frame',
  `with place as (
    select coalesce((select place from turn where org_id = $1 and id = $3),
      (select max(seq) from message where org_id = $1 and conversation_id = $2 and turn_id = $3)) as seq
  ), said as (
    (select m.seq, m.turn_id, 'contact' as author, m.text, m.created_at from message m, place
      where m.org_id = $1 and m.conversation_id = $2 and m.seq <= place.seq order by m.seq desc limit $5)
    union all
    (select r.seq, coalesce(r.turn_id, r.id), r.author, r.text, r.created_at from reply r
      where r.org_id = $1 and r.conversation_id = $2 order by r.seq desc limit $5)
  ), recent as (
    select *, case when turn_id = $3 then (select seq from place)
      else min(seq) filter (where author = 'contact') over (partition by turn_id) end as asked from said
  ), newest as (
    select * from recent order by coalesce(asked, seq) desc, seq desc limit $5
  )
  select a.name as agent_name, v.id as version_id, v.spec, o.name as organisation, o.time_zone, o.profile, ch.kind as channel_kind,
    (select json_build_object('from', h.taken_at, 'until', h.given_back_at, 'note', h.note)
      from (select * from handover where org_id = $1 and conversation_id = $2 order by id desc limit 1) h
      where h.given_back_at is not null
        and not exists (select from newest n where n.author = 'agent' and n.created_at > h.given_back_at)) as handover,
    (select json_agg(json_build_object('author', author, 'text', text, 'at', created_at) order by coalesce(asked, seq), seq) from newest) as history
  from conversation c
  join agent a on a.org_id = c.org_id and a.id = c.agent_id
  join agent_version v on v.org_id = a.org_id and v.id = a.current_version_id
  join organisation o on o.id = c.org_id
  join channel ch on ch.org_id = c.org_id and ch.id = c.channel_id
  where c.org_id = $1 and c.id = $2 and a.id = $4`,
);

export async function readFrame(
  db: Queryable,
  turn: { orgId: string; conversationId: string; turnId: string; agentId: string },
  historyLimit: number,
): Promise<FrameRow> {
  const [row] = await read(db, [turn.orgId, turn.conversationId, turn.turnId, turn.agentId, historyLimit]);
  if (!row) throw new Error(`no agent for turn ${turn.turnId}`);
  return {
    agentName: row.agent_name,
    versionId: row.version_id,
    spec: row.spec,
    organisation: row.organisation,
    timeZone: row.time_zone,
    profile: row.profile,
    channelKind: row.channel_kind,
    handover: row.handover,
    history: row.history ?? [],
  };
}
