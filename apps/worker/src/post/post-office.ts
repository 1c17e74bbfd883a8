import { claimMails } from '@parley/core/notifications/mails';
import { startSweep } from '@parley/queue/sweep';
import type { WorkerContext } from '../context.ts';
import { createCourier } from './courier.ts';
import { sendMail } from './send-mail.ts';

export type PostOffice = {
  /** The ring: come and take what is due. */
  take(): Promise<void>;
  stop(graceMs: number): Promise<void>;
};

const MAILS_AT_ONCE = 4;

/** What leaves beside the answers to customers: it has slots and a sweep of its own, and takes none from the lanes. */
export function openPostOffice(
  { core, config, mailer, log }: WorkerContext,
  { everyMs }: { everyMs: number },
): PostOffice {
  const mails = createCourier({
    what: 'mail',
    slots: MAILS_AT_ONCE,
    claim: (limit) => claimMails(core, limit),
    carry: sendMail({ core, mailer, publicUrl: config.publicUrl, log }),
    log,
  });
  const sweep = startSweep({ everyMs, tick: mails.take, what: 'mail', log });
  return {
    take: mails.take,
    async stop(graceMs) {
      await Promise.all([sweep.stop(), mails.stop(graceMs)]);
    },
  };
}
