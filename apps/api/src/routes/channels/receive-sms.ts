import { readInboundSms } from '@parley/channels/twilio-sms/parse';
import { saidBy } from '@parley/channels/twilio-sms/said';
import { ingestTurn } from '@parley/core/turns/ingest-turn';
import { receiveSms } from '@parley/shared/contract/channels';
import { ParleyError } from '@parley/shared/errors';
import { traceparentOf } from '../../http/request-scope.ts';
import { implement } from '../../http/route.ts';
import { readCarrierCall } from './carrier-call.ts';
import { sayNothing } from './twiml.ts';

export const receiveSmsRoute = implement(receiveSms)(async (ctx, { params, req, res }) => {
  const { form, door } = await readCarrierCall(ctx, req, { connectionId: params.connection_id, ours: 'To' });
  const sms = readInboundSms(form);
  if (!sms) throw new ParleyError('invalid_request', 'not_a_message', 'This is not a message as Twilio sends it.');
  await ingestTurn(ctx.core, {
    orgId: door.orgId,
    channelId: door.channelId,
    point: { kind: 'sms', address: sms.from },
    externalId: sms.sid,
    text: saidBy(sms),
    clientId: null,
    traceparent: traceparentOf(res),
  }).catch(comeAgain);
  return sayNothing(res);
});

/** A carrier gives up for good at a 4xx; what cannot be taken in now is left with it, to be brought again. */
function comeAgain(error: unknown): never {
  if (!(error instanceof ParleyError) || error.type !== 'rate_limited') throw error;
  throw new ParleyError('unavailable', error.code, error.message);
}
