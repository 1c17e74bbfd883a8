import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { assertNever } from '@parley/shared/assert-never';
import { simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { createFaults, type Fault, type Faults } from './faults.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { isLoopbackAddress } from './loopback.ts';

export type Envelope = { from: string; to: string[] };

export type CaughtMail = Envelope & {
  id: number;
  at: Date;
  subject: string;
  text: string;
  html: string | null;
  headers: Record<string, string>;
  attachments: { filename: string; contentType: string; size: number }[];
};

export type MailCatcher = AsyncDisposable & {
  /** `smtp://127.0.0.1:…` */
  url: string;
  port: number;
  ledger: Ledger<CaughtMail>;
  /** A `status` fault is an SMTP reply: 450 comes again later, 550 is final. */
  faults: Faults<Envelope>;
  close(): Promise<void>;
};

type MailOptions = { now: () => Date; port?: number; host?: string; keep?: number };

/** An SMTP server that keeps every mail and sends none on. Any user name and password will do. */
export async function startMailCatcher({ now, port = 0, host = '127.0.0.1', keep }: MailOptions): Promise<MailCatcher> {
  if (!isLoopbackAddress(host)) throw new Error(`the street listens on loopback only, not on ${host}`);
  const ledger = createLedger<CaughtMail>(keep);
  const faults = createFaults<Envelope>();
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    disableReverseLookup: true,
    logger: false,
    onAuth: (auth, _, callback) => callback(null, { user: auth.username }),
    onData(stream, session, callback) {
      const accept = (mail: ReceivedMail): void => ledger.record({ id: ledger.seen + 1, at: now(), ...mail });
      const cut = (): void => cutSession(server, session);
      receive(stream, session)
        .then((mail) => answerAs(faults.take(mail), { accept: () => accept(mail), answer: callback, cut }))
        .catch(callback);
    },
  });
  // A client that breaks off is its own affair.
  server.on('error', () => {});
  await once(server.listen(port, host), 'listening');
  const bound = server.server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    const closed = once(server.server, 'close');
    server.close();
    for (const connection of server.connections) connection._socket.destroy();
    await closed;
  };
  return { url: `smtp://${host}:${bound.port}`, port: bound.port, ledger, faults, close, [Symbol.asyncDispose]: close };
}

type Ways = { accept: () => void; answer: (error?: Error) => void; cut: () => void };

/** As `answerWith`, for a protocol that answers with a word instead of a page. */
async function answerAs(fault: Fault | null, { accept, answer, cut }: Ways): Promise<void> {
  switch (fault?.kind) {
    case 'status':
      return answer(Object.assign(new Error('told to refuse'), { responseCode: fault.status }));
    case 'hang':
      return;
    case 'cut':
      return cut();
    case 'accept_then_hang':
      return accept();
    case 'accept_then_cut':
      accept();
      return cut();
    case 'hold':
      accept();
      await fault.until;
      return answer();
    case undefined:
      accept();
      return answer();
    default:
      return assertNever(fault);
  }
}

type ReceivedMail = Omit<CaughtMail, 'id' | 'at'>;

async function receive(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<ReceivedMail> {
  const parsed = await simpleParser(stream);
  const { mailFrom, rcptTo } = session.envelope;
  return {
    from: mailFrom ? mailFrom.address : '',
    to: rcptTo.map((recipient) => recipient.address),
    subject: parsed.subject ?? '',
    text: parsed.text ?? '',
    html: parsed.html || null,
    headers: Object.fromEntries(parsed.headerLines.map(({ key, line }) => [key, line.slice(key.length + 1).trim()])),
    attachments: parsed.attachments.map(({ filename, contentType, size }) => ({
      filename: filename ?? 'unnamed',
      contentType,
      size,
    })),
  };
}

function cutSession(server: SMTPServer, session: SMTPServerSession): void {
  for (const connection of server.connections) {
    if (connection.session.id === session.id) connection._socket.destroy();
  }
}
