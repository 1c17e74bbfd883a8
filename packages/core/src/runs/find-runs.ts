import { searchTurns } from '@parley/db/hot/search-turns';
import { Prisma } from '@parley/db/sql';
import type { RunHead } from '@parley/shared/contract/runs';
import { idFloor } from '@parley/shared/ids';
import type { Ctx } from '../ctx.ts';
import { idCursor, type Page, type PageQuery, pageOf } from '../page.ts';
import { readRunHeads, runHeadView } from './run-head.ts';

type Given<T> = { [K in keyof T]?: T[K] | undefined };

export type RunFilter = Given<{
  agent: string;
  tag: string;
  status: string;
  kind: 'answer' | 'replay';
  conversation: string;
  replay_of: string;
  since: string;
  until: string;
  q: string;
  min_cost_micros: number;
  max_cost_micros: number;
  min_duration_ms: number;
  max_duration_ms: number;
}>;

/** So many turns a search finds at most, the newest ones. */
const FOUND = 500;

/** Newest first. */
export async function findRuns(
  ctx: Ctx,
  orgId: string,
  { limit, starting_after, ...filter }: PageQuery & RunFilter,
): Promise<Page<RunHead>> {
  const before = idCursor(starting_after);
  const found = filter.q === undefined ? [] : await searchTurns(ctx.hot, orgId, filter.q, FOUND);
  const conditions = [
    Prisma.sql`r.org_id = ${orgId}`,
    ...(before === null ? [] : [Prisma.sql`r.id < ${before}`]),
    ...begun(filter),
    ...about(orgId, filter),
    ...used(filter),
    ...(filter.q === undefined ? [] : [named(filter.q, found)]),
  ];
  const rows = await ctx.db.inOrg(orgId, (tx) => readRunHeads(tx, Prisma.join(conditions, ' and '), limit + 1));
  return pageOf(rows, limit, { cursor: ({ id }) => id, view: runHeadView });
}

const when = <T>(value: T | undefined, condition: (value: T) => Prisma.Sql): Prisma.Sql[] =>
  value === undefined ? [] : [condition(value)];

/** Ids sort by time: a span of time is a span of them, and of few partitions. */
const begun = ({ since, until }: RunFilter): Prisma.Sql[] => [
  ...when(since, (at) => Prisma.sql`r.id >= ${idFloor('run', new Date(at))}`),
  ...when(until, (at) => Prisma.sql`r.id < ${idFloor('run', new Date(at))}`),
];

const about = (orgId: string, { agent, tag, status, kind, conversation, replay_of }: RunFilter): Prisma.Sql[] => [
  ...when(agent, (id) => Prisma.sql`r.agent_id = ${id}`),
  ...when(
    tag,
    (word) =>
      Prisma.sql`r.agent_id in (select t.id from agent t where t.org_id = ${orgId} and t.tags @> array[${word}]::text[])`,
  ),
  ...when(status, (outcome) => Prisma.sql`r.outcome = ${outcome}`),
  ...when(kind, (which) =>
    which === 'replay' ? Prisma.sql`r.replay_of is not null` : Prisma.sql`r.replay_of is null`,
  ),
  ...when(
    conversation,
    (id) => Prisma.sql`r.turn_id in (select u.id from turn u where u.org_id = ${orgId} and u.conversation_id = ${id})`,
  ),
  ...when(replay_of, (id) => Prisma.sql`r.replay_of = ${id}`),
];

const TOOK = Prisma.sql`extract(epoch from coalesce(r.ended_at, now()) - r.started_at) * 1000`;

const used = (filter: RunFilter): Prisma.Sql[] => [
  ...when(filter.min_cost_micros, (micros) => Prisma.sql`r.cost_micros >= ${micros}`),
  ...when(filter.max_cost_micros, (micros) => Prisma.sql`r.cost_micros <= ${micros}`),
  ...when(filter.min_duration_ms, (ms) => Prisma.sql`${TOOK} >= ${ms}`),
  ...when(filter.max_duration_ms, (ms) => Prisma.sql`${TOOK} <= ${ms}`),
];

const named = (q: string, found: readonly string[]): Prisma.Sql =>
  Prisma.sql`(r.turn_id = any (${found}) or r.id = ${q} or r.turn_id = ${q} or r.conversation_id = ${q})`;
