import { confirmAddressMail, resetPasswordMail } from '@parley/channels/mail/letters';
import type { Mail, Mailer } from '@parley/channels/mail/mailer';
import { ParleyError } from '@parley/shared/errors';
import type { AuthParts } from './create-auth.ts';

/** Refuses what depends on mail where none can be sent, before anything is stored. */
export function mailerOrRefuse(mailer: Mailer | null): Mailer {
  if (mailer) return mailer;
  throw new ParleyError(
    'unavailable',
    'mail_not_configured',
    'This needs a mail to be sent, and this installation has no mail server. Its administrator sets SMTP_URL and SMTP_FROM.',
    { retryable: false },
  );
}

export const identityLetters = (mailer: Mailer | null, publicUrl: string): AuthParts['letters'] => {
  const send = (mail: Mail) => mailerOrRefuse(mailer).send(mail);
  return {
    confirmAddress: (to, token) => send(confirmAddressMail(publicUrl, to, token)),
    resetPassword: (to, token) => send(resetPasswordMail(publicUrl, to, token)),
  };
};
