import { Prisma } from '@parley/db/sql';
import type { ConversationLine } from '@parley/shared/contract/conversations';
import { ParleyError } from '@parley/shared/errors';
import type { As } from '../acting.ts';
import type { Ctx } from '../ctx.ts';
import { explainReason } from '../replies/explain-reason.ts';
import { recordReading } from './record-reading.ts';
import { noSuchConversation } from './view.ts';

type Query = { id: string; after?: string | undefined; before?: string | undefined; limit: number };

type Row = Omit<ConversationLine, 'cursor' | 'at'> & { seq: bigint; at: Date };

/** What was said after a place, or before one, or at last; always oldest first. */
export async function listLines(
  ctx: Ctx,
  as: As,
  { id, after, before, limit }: Query,
): Promise<{ data: ConversationLine[]; has_more: boolean }> {
  const { orgId } = as;
  const from = seqOf(after, 'after');
  const until = seqOf(before, 'before');
  const order = Prisma.raw(from === null ? 'desc' : 'asc');
  const within = Prisma.sql`seq > ${from ?? -1n} and seq < ${until ?? 9_000_000_000_000_000_000n}`;
  const rows = await ctx.db.inOrg(orgId, async (tx) => {
    if (!(await tx.conversation.findUnique({ where: { orgId_id: { orgId, id } }, select: { id: true } }))) {
      throw noSuchConversation();
    }
    await recordReading(ctx, tx, as, id);
    return tx.$queryRaw<Row[]>`
      select said.*, t.state as turn_state, t.reason as turn_reason from (
        (select seq, id, 'contact' as author, null as author_name, text, created_at as at, null as status, null as status_reason, turn_id, null as model
          from message where org_id = ${orgId} and conversation_id = ${id} and ${within} order by seq ${order} limit ${limit + 1})
        union all
        (select r.seq, r.id, case when r.kind <> 'answer' then 'notice' else r.author end, person.name, r.text, r.created_at, r.status,
            r.reason, r.turn_id, r.model
          from reply r
          left join membership m on m.org_id = r.org_id and m.user_id = r.author_id
          left join auth_user person on person.id = m.user_id
          where r.org_id = ${orgId} and r.conversation_id = ${id} and ${within} order by r.seq ${order} limit ${limit + 1})
        order by seq ${order} limit ${limit + 1}
      ) said
      left join turn t on said.author = 'contact' and t.org_id = ${orgId} and t.id = said.turn_id
      order by said.seq ${order}`;
  });
  const shown = rows.slice(0, limit).map(lineOf);
  return { data: from === null ? shown.reverse() : shown, has_more: rows.length > limit };
}

const lineOf = ({ seq, at, ...row }: Row): ConversationLine => ({
  ...row,
  status_reason: row.status_reason === null ? null : explainReason(row.status_reason),
  cursor: seq.toString(),
  at: at.toISOString(),
});

function seqOf(cursor: string | undefined, param: string): bigint | null {
  if (cursor === undefined) return null;
  if (/^\d{1,18}$/.test(cursor)) return BigInt(cursor);
  throw new ParleyError('invalid_request', 'invalid_cursor', `\`${param}\` is not the cursor of a line.`, { param });
}
