import type { Ctx } from '../ctx.ts';

export type Said = {
  seq: bigint;
  id: string;
  turnId: string | null;
  author: 'visitor' | 'agent' | 'person' | 'notice';
  text: string;
  clientId: string | null;
  model: string | null;
  at: Date;
};

export type Visitor = { orgId: string; channelId: string; visitorId: string };

type Row = {
  seq: bigint;
  id: string;
  turn_id: string | null;
  author: Said['author'];
  text: string;
  client_id: string | null;
  model: string | null;
  created_at: Date;
};

/** What was said in a visitor's open conversation after a place in it, oldest first; `null` before their first message. */
export async function readTranscript(
  ctx: Ctx,
  visitor: Visitor,
  { after, limit, turnId }: { after: bigint; limit: number; turnId?: string },
): Promise<{ conversationId: string; said: Said[] } | null> {
  return ctx.db.inOrg(visitor.orgId, async (tx) => {
    const point = await tx.contactPoint.findUnique({
      where: { orgId_kind_address: { orgId: visitor.orgId, kind: 'web_chat', address: visitor.visitorId } },
    });
    if (!point) return null;
    const lane = await tx.conversation.findUnique({
      where: { orgId_openKey: { orgId: visitor.orgId, openKey: `${visitor.channelId}:${point.contactId}` } },
      select: { id: true },
    });
    if (!lane) return null;
    const rows = await tx.$queryRaw<Row[]>`
      (select seq, id, turn_id, 'visitor' as author, text, client_id, null as model, created_at from message
        where org_id = ${visitor.orgId} and conversation_id = ${lane.id} and seq > ${after}
          and (${turnId ?? null}::text is null or turn_id = ${turnId ?? null})
        order by seq limit ${limit})
      union all
      (select seq, id, turn_id, case when kind = 'answer' then author else 'notice' end, text, null, model, created_at from reply
        where org_id = ${visitor.orgId} and conversation_id = ${lane.id} and seq > ${after} and status = 'sent'
          and (${turnId ?? null}::text is null or turn_id = ${turnId ?? null})
        order by seq limit ${limit})
      order by seq limit ${limit}`;
    return { conversationId: lane.id, said: rows.map(saidOf) };
  });
}

const saidOf = (row: Row): Said => ({
  seq: row.seq,
  id: row.id,
  turnId: row.turn_id,
  author: row.author,
  text: row.text,
  clientId: row.client_id,
  model: row.model,
  at: row.created_at,
});
