import { createSafeFetch } from '@parley/channels/outbound/safe-fetch';
import { claimContactMails } from '@parley/core/contact-mails/send-mails';
import { claimMails } from '@parley/core/notifications/mails';
import { claimPhoneCodes } from '@parley/core/phone-checks/send-codes';
import { claimDeliveries } from '@parley/core/webhooks/claim-deliveries';
import { startSweep } from '@parley/queue/sweep';
import type { WorkerContext } from '../context.ts';
import { createCourier } from './courier.ts';
import { sendContactMail } from './send-contact-mail.ts';
import { sendMail } from './send-mail.ts';
import { sendPhoneCode } from './send-phone-code.ts';
import { sendClaimedWebhook } from './send-webhook.ts';

export type PostOffice = {
  /** The ring: come and take what is due. */
  take(): Promise<void>;
  stop(graceMs: number): Promise<void>;
};

const MAILS_AT_ONCE = 4;
const CODES_AT_ONCE = 4;
const WEBHOOKS_AT_ONCE = 32;
const WEBHOOK_TIMEOUT_MS = 10_000;
const ANSWER_BYTES = 65_536;

/** What leaves beside the answers to customers: it has slots and a sweep of its own, and takes none from the lanes. */
export function openPostOffice(
  { core, config, mailer, carrierOf, log }: WorkerContext,
  { everyMs }: { everyMs: number },
): PostOffice {
  const mails = createCourier({
    what: 'mail',
    slots: MAILS_AT_ONCE,
    claim: (limit) => claimMails(core, limit),
    carry: sendMail({ core, mailer, publicUrl: config.publicUrl, log }),
    log,
  });
  const contactMails = createCourier({
    what: 'contact mail',
    slots: MAILS_AT_ONCE,
    claim: (limit) => claimContactMails(core, limit),
    carry: sendContactMail({ core, mailer, log }),
    log,
  });
  const safeFetch = createSafeFetch({ ...config.outbound, timeoutMs: WEBHOOK_TIMEOUT_MS, maxBytes: ANSWER_BYTES });
  const webhooks = createCourier({
    what: 'webhook',
    slots: WEBHOOKS_AT_ONCE,
    claim: (limit) => claimDeliveries(core, limit),
    carry: sendClaimedWebhook({ core, safeFetch }),
    log,
  });
  const codes = createCourier({
    what: 'code',
    slots: CODES_AT_ONCE,
    claim: async (limit) => {
      // Before the claim: what is measured from here is never less than what has passed since its commit.
      const askedAt = performance.now();
      return (await claimPhoneCodes(core, limit)).map((code) => ({ ...code, askedAt }));
    },
    carry: sendPhoneCode({ core, carrierOf, log }),
    log,
  });
  const take = async (): Promise<void> => {
    await Promise.all([mails.take(), contactMails.take(), webhooks.take(), codes.take()]);
  };
  const sweep = startSweep({ everyMs, tick: take, what: 'post', log });
  return {
    take,
    async stop(graceMs) {
      await Promise.all([
        sweep.stop(),
        mails.stop(graceMs),
        contactMails.stop(graceMs),
        webhooks.stop(graceMs),
        codes.stop(graceMs),
      ]);
    },
  };
}
