import type { OrgTx } from '@parley/db/client';
import { ParleyError } from '@parley/shared/errors';
import type { Ctx } from '../ctx.ts';
import { findTurnNow } from './read-turn-state.ts';
import type { TurnState } from './transitions.ts';

export type TurnReplyRow = {
  id: string;
  seq: bigint;
  author: 'agent' | 'person' | 'notice';
  text: string;
  model: string | null;
  created_at: Date;
};

export type TurnRow = {
  id: string;
  conversation_id: string;
  channel_id: string;
  contact_id: string;
  state: TurnState;
  reason: string | null;
  created_at: Date;
  ended_at: Date | null;
};

export type TurnRead = {
  asked: string;
  turn: TurnRow;
  messages: Array<{ id: string; client_id: string | null; text: string; created_at: Date }>;
  replies: TurnReplyRow[];
};

/** A turn that a system sent in, or the one that took its messages along, with what was said in it. */
export const readTurn = (ctx: Ctx, orgId: string, asked: string): Promise<TurnRead> =>
  ctx.db.inOrg(orgId, async (tx) => {
    const now = await findTurnNow(tx, orgId, asked);
    const turn = now && (await readApiTurn(tx, orgId, now.id));
    if (!turn) throw noSuchTurn();
    return { asked, turn, messages: await messagesOf(tx, orgId, turn), replies: await repliesOf(tx, orgId, turn) };
  });

/** What comes through the other channels is for those who may read conversations. */
const readApiTurn = async (tx: OrgTx, orgId: string, id: string): Promise<TurnRow | undefined> => {
  const [turn] = await tx.$queryRaw<TurnRow[]>`
    select t.id, t.conversation_id, c.channel_id, c.contact_id, t.state, t.reason, t.created_at, t.ended_at
    from turn t
    join conversation c on c.org_id = t.org_id and c.id = t.conversation_id
    join channel ch on ch.org_id = c.org_id and ch.id = c.channel_id and ch.kind = 'api'
    where t.org_id = ${orgId} and t.id = ${id}`;
  return turn;
};

const messagesOf = (tx: OrgTx, orgId: string, turn: TurnRow) => tx.$queryRaw<TurnRead['messages']>`
  select id, client_id, text, created_at from message
  where org_id = ${orgId} and conversation_id = ${turn.conversation_id} and turn_id = ${turn.id} order by seq`;

const repliesOf = (tx: OrgTx, orgId: string, turn: TurnRow) => tx.$queryRaw<TurnReplyRow[]>`
  select id, seq, case when kind = 'notice' then 'notice' else author end as author, text, model, created_at from reply
  where org_id = ${orgId} and conversation_id = ${turn.conversation_id} and turn_id = ${turn.id} and status = 'sent' order by seq`;

const noSuchTurn = () =>
  new ParleyError(
    'not_found',
    'no_such_turn',
    'No turn with this id was sent in. The answer to POST /v1/turns has its id.',
  );
