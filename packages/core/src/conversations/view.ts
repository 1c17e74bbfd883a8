import type { OrgTx } from '@parley/db/client';
import { Prisma } from '@parley/db/sql';
import type { Conversation } from '@parley/shared/contract/conversations';
import { ParleyError } from '@parley/shared/errors';

export type ConversationRow = {
  id: string;
  channel_id: string;
  channel_kind: string;
  channel_name: string;
  contact_id: string;
  address: string | null;
  agent_id: string;
  agent_name: string;
  owner: 'agent' | 'person';
  owner_user_id: string | null;
  owner_name: string | null;
  waiting: number;
  running: boolean;
  dead: number;
  last_author: string | null;
  last_text: string | null;
  last_at: Date | null;
  last_status: string | null;
  created_at: Date;
  updated_at: Date;
};

const SNIPPET = 160;

/** Conversations that fit a condition on `c`, with the newest thing that was said in each. */
export const readConversations = (
  tx: OrgTx,
  where: Prisma.Sql,
  limit: number,
): Promise<ConversationRow[]> => tx.$queryRaw<ConversationRow[]>`
  select c.id, ch.id as channel_id, ch.kind as channel_kind, ch.name as channel_name, c.contact_id,
    case when ch.kind = 'web_chat' then null else c.address end as address, a.id as agent_id, a.name as agent_name,
    c.owner, c.owner_user_id, person.name as owner_name, cardinality(c.waiting) as waiting, c.lease_until is not null as running,
    (select count(*)::int from dead_letter d where d.org_id = c.org_id and d.conversation_id = c.id and d.redriven_at is null) as dead,
    last.author as last_author, left(last.text, ${SNIPPET}) as last_text, last.created_at as last_at, last.status as last_status, c.created_at, c.updated_at
  from (select * from conversation c where ${where} order by c.updated_at desc, c.id desc limit ${limit}) c
  join channel ch on ch.org_id = c.org_id and ch.id = c.channel_id
  join agent a on a.org_id = c.org_id and a.id = c.agent_id
  left join membership m on m.org_id = c.org_id and m.user_id = c.owner_user_id
  left join auth_user person on person.id = m.user_id
  left join lateral (
    (select seq, 'contact' as author, text, created_at, null as status from message
      where org_id = c.org_id and conversation_id = c.id order by seq desc limit 1)
    union all
    (select seq, case when kind = 'answer' then author else 'notice' end, text, created_at, status from reply
      where org_id = c.org_id and conversation_id = c.id order by seq desc limit 1)
    order by seq desc limit 1
  ) last on true
  order by c.updated_at desc, c.id desc`;

export const conversationView = (row: ConversationRow): Conversation => ({
  id: row.id,
  channel: { id: row.channel_id, kind: row.channel_kind, name: row.channel_name },
  contact: { id: row.contact_id, address: row.address },
  agent: { id: row.agent_id, name: row.agent_name },
  owner: { kind: row.owner, user_id: row.owner_user_id, name: row.owner_name },
  waiting: row.waiting,
  running: row.running,
  dead: row.dead,
  last:
    row.last_author !== null && row.last_text !== null && row.last_at !== null
      ? { author: row.last_author, text: row.last_text, at: row.last_at.toISOString(), status: row.last_status }
      : null,
  created_at: row.created_at.toISOString(),
  updated_at: row.updated_at.toISOString(),
});

export async function viewOf(tx: OrgTx, orgId: string, id: string): Promise<Conversation> {
  const [row] = await readConversations(tx, Prisma.sql`c.org_id = ${orgId} and c.id = ${id}`, 1);
  if (!row) throw noSuchConversation();
  return conversationView(row);
}

export const noSuchConversation = () =>
  new ParleyError(
    'not_found',
    'no_such_conversation',
    'There is no conversation with this id. GET /v1/conversations lists them.',
  );
