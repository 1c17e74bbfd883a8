import { searchMessages } from '@parley/db/hot/search-messages';
import { Prisma } from '@parley/db/sql';
import type { Conversation } from '@parley/shared/contract/conversations';
import type { As } from '../acting.ts';
import type { Ctx } from '../ctx.ts';
import { cursorOf, type Page, type PageQuery, pageOf, placeOf } from '../page.ts';
import { conversationView, readConversations } from './view.ts';

export type ConversationFilter = {
  owner?: 'agent' | 'person' | 'me' | undefined;
  channel?: string | undefined;
  agent?: string | undefined;
  state?: 'waiting' | 'answered' | 'dead' | undefined;
  from?: string | undefined;
  to?: string | undefined;
  q?: string | undefined;
};

/** So many conversations a search finds at most, the newest ones. */
const FOUND = 500;

/** The most recently active first. */
export async function listConversations(
  ctx: Ctx,
  as: As,
  { limit, starting_after, ...filter }: PageQuery & ConversationFilter,
): Promise<Page<Conversation>> {
  const before = placeOf(starting_after);
  const found = filter.q === undefined ? null : await searchMessages(ctx.hot, as.orgId, filter.q, FOUND);
  const conditions = [
    Prisma.sql`c.org_id = ${as.orgId}`,
    ...(before ? [Prisma.sql`(c.updated_at, c.id) < (${before.at}, ${before.id})`] : []),
    ...ownerIs(filter.owner, as),
    ...(filter.channel ? [Prisma.sql`c.channel_id = ${filter.channel}`] : []),
    ...(filter.agent ? [Prisma.sql`c.agent_id = ${filter.agent}`] : []),
    ...(filter.state ? [STATE_IS[filter.state]] : []),
    ...(filter.from ? [Prisma.sql`c.updated_at >= ${filter.from}::timestamptz`] : []),
    ...(filter.to ? [Prisma.sql`c.updated_at < ${filter.to}::timestamptz`] : []),
    ...(found && filter.q !== undefined
      ? [
          Prisma.sql`(c.id = any (${found}) or c.id = ${filter.q} or c.contact_id = ${filter.q} or starts_with(c.address, ${filter.q}))`,
        ]
      : []),
  ];
  const rows = await ctx.db.inOrg(as.orgId, (tx) => readConversations(tx, Prisma.join(conditions, ' and '), limit + 1));
  return pageOf(rows, limit, {
    cursor: ({ updated_at, id }) => cursorOf({ at: updated_at, id }),
    view: conversationView,
  });
}

const HAS_DEAD = Prisma.sql`exists (
  select from dead_letter d where d.org_id = c.org_id and d.conversation_id = c.id and d.redriven_at is null)`;

const STATE_IS = {
  waiting: Prisma.sql`c.head_due_at is not null`,
  dead: HAS_DEAD,
  answered: Prisma.sql`(c.head_due_at is null and not ${HAS_DEAD})`,
};

function ownerIs(owner: ConversationFilter['owner'], as: As): Prisma.Sql[] {
  if (owner === undefined) return [];
  return [owner === 'me' ? Prisma.sql`c.owner_user_id = ${as.actor.id}` : Prisma.sql`c.owner = ${owner}`];
}
