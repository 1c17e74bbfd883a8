import { afterCommit, type OrgTx } from '@parley/db/client';
import { ParleyError } from '@parley/shared/errors';
import { unstorable } from '@parley/shared/storable-text';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../ctx.ts';
import { enqueueEvent } from '../webhooks/enqueue.ts';
import { lockLane } from './lock-lane.ts';

type Answer = { id: string; text: string };

/** What a person says in a conversation that they have taken over. */
export async function answerAsPerson(ctx: Ctx, as: As, { id, text }: Answer): Promise<{ id: string }> {
  if (unstorable(text)) throw notText();
  return ctx.db.inOrg(as.orgId, async (tx) => {
    const lane = await lockLane(tx, as.orgId, id);
    if (lane.owner === 'agent') throw agentOwns();
    if (lane.owner_user_id !== as.actor.id) throw otherPersonOwns();
    if (lane.opted_out) throw saidStop();
    const replyId = await writeAnswer(ctx, tx, as, { id, text, epoch: lane.owner_epoch });
    await audit(ctx, tx, as, {
      action: 'conversation.answered',
      target: { kind: 'conversation', id },
      after: { reply_id: replyId },
    });
    await enqueueEvent(ctx, tx, as.orgId, {
      kind: 'conversation.answered',
      facts: { conversation_id: id, reply_id: replyId },
    });
    return { id: replyId };
  });
}

async function writeAnswer(ctx: Ctx, tx: OrgTx, as: As, answer: Answer & { epoch: number }): Promise<string> {
  const replyId = ctx.newId('reply');
  const [lane] = await tx.$queryRaw<Array<{ seq: bigint }>>`
    update conversation set last_seq = last_seq + 1, updated_at = ${ctx.now()}
    where org_id = ${as.orgId} and id = ${answer.id} returning last_seq as seq`;
  const [written] = await tx.$queryRaw<Array<{ leaves: boolean }>>`
    select write_reply(${as.orgId}, ${replyId}, ${answer.id}, null, 'answer', 'person', 'person', ${answer.text}, null,
      ${lane?.seq}::bigint, ${answer.epoch}::int, ${ctx.now().toISOString()}::timestamptz, ${as.actor.id}) as leaves`;
  afterCommit(tx, () => {
    ctx.live({ kind: 'conversation', orgId: as.orgId, conversationId: answer.id });
    if (written?.leaves) ctx.ring('replies.send');
  });
  return replyId;
}

const notText = () =>
  new ParleyError(
    'invalid_request',
    'text_not_storable',
    'The text holds characters that are not text (NUL or half a surrogate pair). Remove them and send it again.',
    { param: 'text' },
  );

const saidStop = () =>
  new ParleyError(
    'conflict',
    'opted_out',
    'This person has written STOP to this number, so nothing may be sent to them. When they write START they can be answered again.',
  );

const agentOwns = () =>
  new ParleyError('conflict', 'agent_owns', 'The agent answers this conversation. Take it over first, then answer.');

const otherPersonOwns = () =>
  new ParleyError(
    'conflict',
    'other_person_owns',
    'Somebody else answers this conversation, or nobody has come yet. Take it over first, then answer.',
  );
