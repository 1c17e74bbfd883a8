import type { CarrierOf } from '@parley/channels/carrier';
import { openCarrierLine } from '@parley/channels/twilio-sms/call';
import { createTwilioCarrier } from '@parley/channels/twilio-sms/carrier';
import { openCarrierAccount } from '@parley/core/channels/carrier-account';
import { smsAddress } from '@parley/core/channels/view';
import type { Ctx } from '@parley/core/ctx';
import type { WorkerConfig } from '../config/config.ts';

export type Carriers = { of: CarrierOf; close(): void };

const TWILIO = 'https://api.twilio.com';

/** The carriers behind the organisations' numbers: accounts are opened for each send, connections are kept. */
export function createCarriers(core: Ctx, { mode, publicUrl }: Pick<WorkerConfig, 'mode' | 'publicUrl'>): Carriers {
  // Nobody's real phone hears from a demo: in it the street is the only carrier.
  const demoOnly = mode === 'demo' ? core.outbound.allowedOrigins : null;
  const line = openCarrierLine(core.outbound);
  return {
    async of({ orgId, channelId }) {
      const account = await openCarrierAccount(core, orgId, channelId);
      if (!account) return null;
      const baseUrl = account.baseUrl ?? TWILIO;
      if (demoOnly && !demoOnly.includes(new URL(baseUrl).origin)) return null;
      const { connectionId, accountSid, authToken } = account;
      const statusUrl = smsAddress(publicUrl, connectionId, 'status');
      return createTwilioCarrier({ accountSid, authToken, baseUrl, line, statusUrl, now: core.now });
    },
    close: () => line.close(),
  };
}
