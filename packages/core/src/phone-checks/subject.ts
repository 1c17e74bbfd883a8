import type { OrgTx } from '@parley/db/client';
import { ParleyError } from '@parley/shared/errors';
import { noSuchConversation } from '../conversations/view.ts';

/** Whose phone it is: a chat's visitor who asks, or whoever a member talks with. */
export type Subject =
  | { kind: 'visitor'; channelId: string; visitorId: string }
  | { kind: 'conversation'; conversationId: string };

type Checked = { contactId: string; codesFromId: string | null };

/** The contact, and the number of ours that sends codes for the chat they are in. */
export const checkedIn = (tx: OrgTx, orgId: string, subject: Subject): Promise<Checked> =>
  subject.kind === 'visitor' ? ofVisitor(tx, orgId, subject) : ofConversation(tx, orgId, subject.conversationId);

async function ofVisitor(tx: OrgTx, orgId: string, subject: Extract<Subject, { kind: 'visitor' }>): Promise<Checked> {
  const { channelId, visitorId } = subject;
  const point = await tx.contactPoint.findUnique({
    where: { orgId_kind_address: { orgId, kind: 'web_chat', address: visitorId } },
  });
  if (!point) throw writeFirst();
  const channel = await tx.channel.findUniqueOrThrow({ where: { orgId_id: { orgId, id: channelId } } });
  return { contactId: point.contactId, codesFromId: channel.codesFromId };
}

async function ofConversation(tx: OrgTx, orgId: string, id: string): Promise<Checked> {
  const lane = await tx.conversation.findUnique({
    where: { orgId_id: { orgId, id } },
    select: { contactId: true, channel: { select: { codesFromId: true } } },
  });
  if (!lane) throw noSuchConversation();
  return { contactId: lane.contactId, codesFromId: lane.channel.codesFromId };
}

const writeFirst = () =>
  new ParleyError('conflict', 'write_first', 'Nobody has written in this chat yet. Send a message first.');
