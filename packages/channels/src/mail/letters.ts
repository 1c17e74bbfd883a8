import type { Mail } from './mailer.ts';
import { writeMail, writePlainMail } from './write-mail.ts';

type Recipient = Mail['to'];

/** A token stands after the #: browsers send that part to no server, so it is in no log and no referrer. */
const link = (publicUrl: string, page: string, token: string): string => {
  const url = new URL(page, publicUrl);
  url.hash = new URLSearchParams({ token }).toString();
  return url.href;
};

export const confirmAddressMail = (publicUrl: string, to: Recipient, token: string): Mail =>
  writeMail({
    to,
    subject: 'Confirm your email address',
    before: ['An account at Parley was begun with this address. Confirm that it is yours, then sign in.'],
    action: { label: 'Confirm my address', url: link(publicUrl, '/verify-email', token) },
    after: [
      'The link is good for one day. If you did not begin an account, ignore this mail: nothing happens without you.',
    ],
  });

export const resetPasswordMail = (publicUrl: string, to: Recipient, token: string): Mail =>
  writeMail({
    to,
    subject: 'Choose a new password',
    before: ['Someone asked for a new password for your account at Parley.'],
    action: { label: 'Choose a new password', url: link(publicUrl, '/reset-password', token) },
    after: [
      'The link is good for one hour and works once. If it was not you, ignore this mail: your password stays as it is.',
    ],
  });

export type Invited = { to: Recipient; organisation: string; invitedBy: string; role: string; goodUntil: Date };

export const invitationMail = (publicUrl: string, invited: Invited, token: string): Mail =>
  writeMail({
    to: invited.to,
    subject: `${invited.invitedBy} invites you to ${invited.organisation}`,
    before: [
      `${invited.invitedBy} would like you to join ${invited.organisation} at Parley as ${invited.role.replace('_', ' ')}.`,
      `Sign in with this address, ${invited.to.email}, or begin an account with it, and you are in.`,
    ],
    action: { label: `Join ${invited.organisation}`, url: link(publicUrl, '/invitation', token) },
    after: [
      `The invitation is good until ${invited.goodUntil.toUTCString()}. If you do not know who sent it, ignore this mail.`,
    ],
  });

export type Notified = {
  to: Recipient;
  id: string;
  organisation: string;
  title: string;
  text: string;
  /** A page of the dashboard. */
  page: string;
};

export const notificationMail = (publicUrl: string, { to, id, organisation, title, text, page }: Notified): Mail => ({
  id,
  ...writeMail({
    to,
    subject: `${organisation}: ${title}`,
    before: [text],
    action: { label: 'See it in Parley', url: new URL(page, publicUrl).href },
    after: [
      `You get this mail because you are a member of ${organisation}. Choose what you are told of: ${new URL('/account', publicUrl).href}`,
    ],
  }),
});

/** What an agent writes to a contact: its words as they are, and whose they are. */
export const contactMail = (mail: {
  id: string;
  address: string;
  subject: string;
  body: string;
  organisation: string;
}): Mail => ({ id: mail.id, ...writePlainMail(mail) });
