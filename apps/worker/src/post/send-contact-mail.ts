import { contactMail } from '@parley/channels/mail/letters';
import type { Mailer } from '@parley/channels/mail/mailer';
import { type ContactMailClaim, endContactMail, readContactMail } from '@parley/core/contact-mails/send-mails';
import type { Ctx } from '@parley/core/ctx';
import type { Logger } from '@parley/telemetry/logger';

type Office = { core: Ctx; mailer: Mailer | null; log: Logger };

/** Sends one mail to a contact. Where no mail server is configured it waits for one, as long as there are attempts. */
export const sendContactMail =
  ({ core, mailer, log }: Office) =>
  async (claim: ContactMailClaim): Promise<void> => {
    const mail = await readContactMail(core, claim);
    if (!mail) return endContactMail(core, claim, 'skipped');
    const taken = await (mailer?.send(contactMail(mail)) ?? Promise.reject(new Error('no mail server'))).then(
      () => true,
      (error: unknown) => {
        log.warn({ err: error, mail_id: claim.id, attempt: claim.attempt }, 'a mail to a contact was not taken');
        return false;
      },
    );
    await endContactMail(core, claim, taken ? 'sent' : 'not_taken');
  };
