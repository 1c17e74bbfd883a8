import { checkTwilioNumber } from '@parley/channels/twilio-sms/check-number';
import { twilioBaseUrl } from '@parley/channels/twilio-sms/twilio-api';
import { checkNumber } from '@parley/core/channels/check-number';
import { checkNumber as checkEndpoint } from '@parley/shared/contract/channels';
import { implement } from '../../http/route.ts';

export const checkNumberRoute = implement(checkEndpoint)(async (ctx, { caller, params }) => {
  const { publicUrl, mode, outbound } = ctx.config;
  const body = await checkNumber(ctx.core, caller.as, {
    id: params.id,
    publicUrl,
    async ask({ baseUrl: given, ...account }, question) {
      const baseUrl = twilioBaseUrl(given, { demo: mode === 'demo', ...outbound });
      return baseUrl === null ? 'carrier_away' : checkTwilioNumber(ctx.carrierLine, { ...account, baseUrl }, question);
    },
  });
  return { status: 200, body };
});
