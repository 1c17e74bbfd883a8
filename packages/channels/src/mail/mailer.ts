import { ParleyError } from '@parley/shared/errors';
import { createTransport } from 'nodemailer';

export type Mail = {
  to: { name: string; email: string };
  subject: string;
  text: string;
  html: string;
  /** The same for each time that it is sent: a mail server or reader that gets it twice can tell. */
  id?: string;
};

export type Mailer = {
  /** Returns when the mail server has taken it. */
  send(mail: Mail): Promise<void>;
  close(): void;
};

const CONNECT_MS = 5_000;
const ANSWER_MS = 10_000;

/** Mail goes out through one SMTP server, over connections that are kept. */
export function createMailer({ url, from }: { url: string; from: string }): Mailer {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 2,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: ANSWER_MS,
    // What is sent is text made here: nothing is ever fetched or read from a file for it.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = /@([\w.-]+)/.exec(from)?.[1] ?? 'localhost';
  return {
    async send({ to, id, ...mail }) {
      const messageId = id === undefined ? undefined : `<${id}@${domain}>`;
      const message = { ...mail, messageId, from, to: { name: to.name, address: to.email } };
      await transport.sendMail(message).catch((cause: unknown) => {
        throw new ParleyError(
          'unavailable',
          'mail_away',
          'The mail server did not take the mail. Try again in a moment.',
          {
            cause,
          },
        );
      });
    },
    close: () => transport.close(),
  };
}
