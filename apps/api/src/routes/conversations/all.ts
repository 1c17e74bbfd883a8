import { answerAsPerson } from '@parley/core/conversations/answer-as-person';
import { giveBack } from '@parley/core/conversations/give-back';
import { listConversations } from '@parley/core/conversations/list-conversations';
import { listLines } from '@parley/core/conversations/list-lines';
import { listRuns } from '@parley/core/conversations/list-runs';
import { readConversation } from '@parley/core/conversations/read-conversation';
import { takeOver } from '@parley/core/conversations/take-over';
import { confirmPhoneCheck } from '@parley/core/phone-checks/confirm-check';
import { startPhoneCheck } from '@parley/core/phone-checks/start-check';
import * as contract from '@parley/shared/contract/conversations';
import * as phones from '@parley/shared/contract/phone-checks';
import { listTurnRuns } from '@parley/shared/contract/runs';
import { implement, type Route } from '../../http/route.ts';

const talkOf = ({ id }: { id: string }) => ({ kind: 'conversation', conversationId: id }) as const;

export const conversationRoutes: readonly Route[] = [
  implement(contract.listConversations)(async (ctx, { caller, query }) => ({
    status: 200,
    body: await listConversations(ctx.core, caller.as, query),
  })),
  implement(contract.readConversation)(async (ctx, { caller, params }) => ({
    status: 200,
    body: await readConversation(ctx.core, caller.as.orgId, params.id),
  })),
  implement(contract.listConversationLines)(async (ctx, { caller, params, query }) => ({
    status: 200,
    body: await listLines(ctx.core, caller.as, { id: params.id, ...query }),
  })),
  implement(listTurnRuns)(async (ctx, { caller, params }) => ({
    status: 200,
    body: { data: await listRuns(ctx.core, caller.as, params) },
  })),
  implement(contract.takeOverConversation)(async (ctx, { caller, params }) => ({
    status: 200,
    body: await takeOver(ctx.core, caller.as, params),
  })),
  implement(contract.answerConversation)(async (ctx, { caller, params, body }) => ({
    status: 201,
    body: await answerAsPerson(ctx.core, caller.as, { id: params.id, text: body.text }),
  })),
  implement(contract.giveBackConversation)(async (ctx, { caller, params, body }) => ({
    status: 200,
    body: await giveBack(ctx.core, caller.as, { id: params.id, note: body.note }),
  })),
  implement(phones.startPhoneCheck)(async (ctx, { caller, params, body }) => ({
    status: 202,
    body: await startPhoneCheck(ctx.core, caller.as, { subject: talkOf(params), phone: body.phone }),
  })),
  implement(phones.confirmPhoneCheck)(async (ctx, { caller, params, body }) => {
    await confirmPhoneCheck(ctx.core, caller.as, { subject: talkOf(params), id: params.check_id, code: body.code });
    return { status: 200, body: { confirmed: true } };
  }),
];
