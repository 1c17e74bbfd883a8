import { notificationMail } from '@parley/channels/mail/letters';
import type { Mailer } from '@parley/channels/mail/mailer';
import type { Ctx } from '@parley/core/ctx';
import { endMail, type MailClaim, readMail } from '@parley/core/notifications/mails';
import type { Logger } from '@parley/telemetry/logger';

type Office = { core: Ctx; mailer: Mailer | null; publicUrl: string; log: Logger };

/** Sends one notification by mail. Where no mail server is configured it is skipped: later it would be no news. */
export const sendMail =
  ({ core, mailer, publicUrl, log }: Office) =>
  async (claim: MailClaim): Promise<void> => {
    const facts = await readMail(core, claim);
    if (!mailer || !facts) {
      await endMail(core, claim, 'skipped');
      return;
    }
    const taken = await mailer.send(notificationMail(publicUrl, facts)).then(
      () => true,
      (error: unknown) => {
        log.warn({ err: error, notification_id: claim.id, attempt: claim.attempt }, 'a notification was not taken');
        return false;
      },
    );
    await endMail(core, claim, taken ? 'sent' : 'not_taken');
  };
