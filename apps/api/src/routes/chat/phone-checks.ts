import type { VisitorClaims } from '@parley/channels/web-chat/visitor-token';
import type { As } from '@parley/core/acting';
import { confirmPhoneCheck } from '@parley/core/phone-checks/confirm-check';
import { startPhoneCheck } from '@parley/core/phone-checks/start-check';
import type { Subject } from '@parley/core/phone-checks/subject';
import { confirmChatPhoneCheck, startChatPhoneCheck } from '@parley/shared/contract/phone-checks';
import { implement } from '../../http/route.ts';

const asVisitor = ({ orgId }: VisitorClaims): As => ({
  ...{ orgId, actor: { kind: 'system', id: 'web_chat' } },
  ...{ requestId: null, address: null },
});

const subjectOf = ({ channelId, visitorId }: VisitorClaims): Subject => ({ kind: 'visitor', channelId, visitorId });

export const startPhoneCheckRoute = implement(startChatPhoneCheck)(async (ctx, { visitor, body }) => ({
  status: 202,
  body: await startPhoneCheck(ctx.core, asVisitor(visitor), { subject: subjectOf(visitor), phone: body.phone }),
}));

export const confirmPhoneCheckRoute = implement(confirmChatPhoneCheck)(async (ctx, { visitor, params, body }) => {
  const given = { subject: subjectOf(visitor), id: params.id, code: body.code };
  await confirmPhoneCheck(ctx.core, asVisitor(visitor), given);
  return { status: 200, body: { confirmed: true } };
});
