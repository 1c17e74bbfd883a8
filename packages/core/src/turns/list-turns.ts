import type { OrgTx } from '@parley/db/client';
import type { TURN_LIST_STATES, TurnLine } from '@parley/shared/contract/turns';
import { idFloor } from '@parley/shared/ids';
import type { Ctx } from '../ctx.ts';
import { idCursor, type Page, type PageQuery } from '../page.ts';
import { isEnded, TURN_STATES } from './transitions.ts';

type Query = PageQuery & {
  state?: (typeof TURN_LIST_STATES)[number] | undefined;
  reason?: string | undefined;
  agent?: string | undefined;
  conversation?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
};

/**
 * So many turns are walked over for one page. What is rare is found over several pages, and no page reads them all: an
 * index by state would cost every turn that is answered.
 */
const WALKED = 5_000;
const MESSAGES = 10;

/** Newest first. Ids sort by the time a turn began. */
export function listTurns(ctx: Ctx, orgId: string, query: Query): Promise<Page<TurnLine>> {
  const ends = [idCursor(query.starting_after), query.to ? idFloor('turn', new Date(query.to)) : null];
  const before = ends.filter((end) => end !== null).toSorted()[0] ?? null;
  return ctx.db.inOrg(orgId, async (tx) => {
    const { found, last } = await walk(tx, orgId, { ...query, before });
    const shown = found.slice(0, query.limit);
    const next = found.length > query.limit ? (shown.at(-1)?.id ?? null) : last;
    return { data: await linesOf(tx, orgId, shown), has_more: next !== null, next_cursor: next };
  });
}

type Found = { id: string; last: string | null };

/** The turns that fit among those that are walked over; `last`: where the walk ended before the list did. */
async function walk(tx: OrgTx, orgId: string, query: Query & { before: string | null }) {
  const { before, state, reason, agent, conversation, from, limit } = query;
  const states = state === 'under_way' ? TURN_STATES.filter((one) => !isEnded(one)) : state ? [state] : null;
  const rows = await tx.$queryRaw<Found[]>`
    with walked as materialized (
      select id, state, reason, agent_id from turn
      where org_id = ${orgId} and (${before}::text is null or id < ${before})
        and id >= ${from ? idFloor('turn', new Date(from)) : 'turn_'}
        and (${conversation ?? null}::text is null or conversation_id = ${conversation ?? null})
      order by id desc limit ${WALKED}
    ), fits as (
      select id from walked
      where (${states}::text[] is null or state = any(${states}::text[]))
        and (${reason ?? null}::text is null or reason = ${reason ?? null})
        and (${agent ?? null}::text is null or agent_id = ${agent ?? null})
      order by id desc limit ${limit + 1}
    )
    select fits.id, w.last from (
      select case when count(*) = ${WALKED} then min(id) end as last from walked) w left join fits on true
    order by fits.id desc`;
  return { found: rows.filter(({ id }) => id !== null), last: rows[0]?.last ?? null };
}

type Line = Omit<TurnLine, 'agent' | 'channel' | 'created_at' | 'ended_at' | 'messages' | 'dead_letter'> & {
  agent_id: string;
  agent_name: string;
  channel_id: string;
  channel_kind: string;
  channel_name: string;
  created_at: Date;
  ended_at: Date | null;
  letter_id: string | null;
  redriven_at: Date | null;
  messages: TurnLine['messages'] | null;
};

async function linesOf(tx: OrgTx, orgId: string, found: readonly Found[]): Promise<TurnLine[]> {
  const ids = found.map(({ id }) => id);
  const rows = await tx.$queryRaw<Line[]>`
    select t.id, t.conversation_id, t.agent_id, a.name as agent_name, ch.id as channel_id, ch.kind as channel_kind,
      ch.name as channel_name, t.state, t.reason, t.attempts, t.superseded_by, t.created_at, t.ended_at, d.id as letter_id,
      d.redriven_at, (
        select jsonb_agg(jsonb_build_object('id', m.id, 'text', m.text, 'at', m.created_at) order by m.seq) from (
          select id, text, created_at, seq from message
          where org_id = t.org_id and conversation_id = t.conversation_id and turn_id = t.id order by seq limit ${MESSAGES}) m
      ) as messages
    from turn t join conversation c on c.org_id = t.org_id and c.id = t.conversation_id
      join channel ch on ch.org_id = c.org_id and ch.id = c.channel_id
      join agent a on a.org_id = t.org_id and a.id = t.agent_id
      left join dead_letter d on d.org_id = t.org_id and d.turn_id = t.id
    where t.org_id = ${orgId} and t.id = any(${ids}) order by t.id desc`;
  return rows.map(lineOf);
}

const lineOf = (row: Line): TurnLine => ({
  id: row.id,
  conversation_id: row.conversation_id,
  agent: { id: row.agent_id, name: row.agent_name },
  channel: { id: row.channel_id, kind: row.channel_kind, name: row.channel_name },
  state: row.state,
  reason: row.reason,
  attempts: row.attempts,
  messages: (row.messages ?? []).map(({ id, text, at }) => ({ id, text, at: new Date(at).toISOString() })),
  superseded_by: row.superseded_by,
  dead_letter:
    row.letter_id === null ? null : { id: row.letter_id, redriven_at: row.redriven_at?.toISOString() ?? null },
  created_at: row.created_at.toISOString(),
  ended_at: row.ended_at?.toISOString() ?? null,
});
