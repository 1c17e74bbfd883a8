import { readConsentWord } from '@parley/channels/consent-word';
import { type InboundSms, readInboundSms } from '@parley/channels/twilio-sms/parse';
import { saidBy } from '@parley/channels/twilio-sms/said';
import { recordConsent } from '@parley/core/consent/record-consent';
import { ingestTurn } from '@parley/core/turns/ingest-turn';
import { receiveSms } from '@parley/shared/contract/channels';
import { ParleyError } from '@parley/shared/errors';
import type { ApiContext } from '../../context.ts';
import { traceparentOf } from '../../http/request-scope.ts';
import { implement } from '../../http/route.ts';
import { type CarrierCall, readCarrierCall } from './carrier-call.ts';
import { sayNothing } from './twiml.ts';

export const receiveSmsRoute = implement(receiveSms)(async (ctx, { params, req, res }) => {
  const { form, door } = await readCarrierCall(ctx, req, { connectionId: params.connection_id, ours: 'To' });
  const sms = readInboundSms(form);
  if (!sms) throw new ParleyError('invalid_request', 'not_a_message', 'This is not a message as Twilio sends it.');
  await takeIn(ctx, door, sms, traceparentOf(res)).catch(comeAgain);
  return sayNothing(res);
});

/** STOP, HELP and START go no further than here: no model is asked whether somebody wants to hear from us. */
function takeIn(
  { core }: ApiContext,
  { orgId, channelId }: CarrierCall['door'],
  sms: InboundSms,
  traceparent: string | null,
): Promise<unknown> {
  const point = { kind: 'sms', address: sms.from } as const;
  const said = { orgId, channelId, point, externalId: sms.sid, text: saidBy(sms), traceparent };
  const word = readConsentWord(sms.body, sms.optOutType);
  if (word) return recordConsent(core, { ...said, word, answeredByCarrier: sms.optOutType !== null });
  return ingestTurn(core, { ...said, clientId: null });
}

/** A carrier gives up for good at a 4xx; what cannot be taken in now is left with it, to be brought again. */
function comeAgain(error: unknown): never {
  if (!(error instanceof ParleyError) || error.type !== 'rate_limited') throw error;
  throw new ParleyError('unavailable', error.code, error.message);
}
