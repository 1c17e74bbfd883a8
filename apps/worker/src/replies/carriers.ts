import { createSecureContext } from 'node:tls';
import type { CarrierOf } from '@parley/channels/carrier';
import { openCarrierLine } from '@parley/channels/twilio-sms/call';
import { createTwilioCarrier } from '@parley/channels/twilio-sms/carrier';
import { twilioBaseUrl } from '@parley/channels/twilio-sms/twilio-api';
import { openCarrierAccount } from '@parley/core/channels/carrier-account';
import { smsAddress } from '@parley/core/channels/view';
import type { Ctx } from '@parley/core/ctx';
import type { WorkerConfig } from '../config/config.ts';

export type Carriers = { of: CarrierOf; warmUp(): Promise<void>; close(): void };

const NOBODY = 'nobody';

/** The carriers behind the organisations' numbers: accounts are opened for each send, connections are kept. */
export function createCarriers(core: Ctx, { mode, publicUrl }: Pick<WorkerConfig, 'mode' | 'publicUrl'>): Carriers {
  const line = openCarrierLine(core.outbound);
  return {
    async of({ orgId, channelId }) {
      const account = await openCarrierAccount(core, orgId, channelId);
      if (!account) return null;
      const baseUrl = twilioBaseUrl(account.baseUrl, { demo: mode === 'demo', ...core.outbound });
      if (baseUrl === null) return null;
      const { connectionId, accountSid, authToken } = account;
      const statusUrl = smsAddress(publicUrl, connectionId, 'status');
      return createTwilioCarrier({ accountSid, authToken, baseUrl, line, statusUrl, now: core.now });
    },
    /** What the first send would load and open: it has a moment from its claim, and then may not be written any more. */
    async warmUp() {
      createSecureContext();
      await openCarrierAccount(core, NOBODY, NOBODY);
    },
    close: () => line.close(),
  };
}
