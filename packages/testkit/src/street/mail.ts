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
      const cut = () => cutSession(server, session);
      receive(stream, session).then((mail) => settle(faults.take(mail), { mail, callback, cut }), callback);
    },
  });
  // A client that breaks off is its own affair.
  server.on('error', () => {});

  type Received = Omit<CaughtMail, 'id' | 'at'>;
  type Ways = { mail: Received; callback: (error?: Error | null) => void; cut: () => void };

  async function settle(fault: Fault | null, { mail, callback, cut }: Ways): Promise<void> {
    const keepMail = (): void => ledger.record({ id: ledger.seen + 1, at: now(), ...mail });
    switch (fault?.kind) {
      case 'status':
        return callback(Object.assign(new Error('told to refuse'), { responseCode: fault.status }));
      case 'hang':
        return;
      case 'cut':
        return cut();
      case 'accept_then_hang':
        return keepMail();
      case 'accept_then_cut':
        keepMail();
        return cut();
      case 'hold':
        keepMail();
        await fault.until;
        return callback();
      case undefined:
        keepMail();
        return callback();
      default:
        return assertNever(fault);
    }
  }

  server.listen(port, host);
  await once(server.server, 'listening');
  const bound = server.server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    const closed = once(server.server, 'close');
    server.close();
    for (const connection of server.connections) connection._socket.destroy();
    await closed;
  };
  return { url: `smtp://${host}:${bound.port}`, port: bound.port, ledger, faults, close, [Symbol.asyncDispose]: close };
}

async function receive(
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
): Promise<Omit<CaughtMail, 'id' | 'at'>> {
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
