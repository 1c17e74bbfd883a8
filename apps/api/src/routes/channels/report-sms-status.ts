import { isStopError } from '@parley/channels/twilio-sms/errors';
import { readSmsStatus } from '@parley/channels/twilio-sms/parse';
import { deliveryStateOf } from '@parley/channels/twilio-sms/status';
import { recordReport } from '@parley/core/replies/record-report';
import { reportSmsStatus } from '@parley/shared/contract/channels';
import { implement } from '../../http/route.ts';
import { readCarrierCall } from './carrier-call.ts';
import { sayNothing } from './twiml.ts';

/** A report about a message that is not ours, or in a word that is new, is taken and left: the carrier need not repeat it. */
export const reportSmsStatusRoute = implement(reportSmsStatus)(async (ctx, { params, query, req, res }) => {
  const { form, door } = await readCarrierCall(ctx, req, { connectionId: params.connection_id, ours: 'From' });
  const report = readSmsStatus(form);
  const state = report && deliveryStateOf(report.status);
  if (report && state && query.reply !== undefined) {
    await recordReport(ctx.core, {
      orgId: door.orgId,
      channelId: door.channelId,
      replyId: query.reply,
      part: query.part,
      parts: query.parts,
      carrierId: report.sid,
      state,
      errorCode: report.errorCode,
      optedOut: isStopError(report.errorCode),
    });
  }
  return sayNothing(res);
});
