import { createTransport } from 'nodemailer';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestClock } from '../clock.ts';
import { until } from '../until.ts';
import { type MailCatcher, startMailCatcher } from './mail.ts';

const clock = createTestClock();
let catcher: MailCatcher;

beforeEach(async () => {
  catcher = await startMailCatcher({ now: clock.now });
});

afterEach(() => catcher.close());

const transport = (more = {}) =>
  createTransport({ host: '127.0.0.1', port: catcher.port, connectionTimeout: 500, socketTimeout: 300, ...more });

const MAIL = { from: 'Parley <no-reply@parley.test>', to: 'mara@clinic.test', subject: 'Your code', text: '123 456' };

test('catches what nodemailer sends, signed in or not', async () => {
  await transport({ auth: { user: 'anyone', pass: 'anything' } }).sendMail({
    ...MAIL,
    subject: 'Grüße 🦷',
    bcc: 'audit@clinic.test',
    html: '<b>123&nbsp;456</b>',
    headers: { 'X-Parley-Id': 'm1' },
    attachments: [{ filename: 'plan.txt', content: 'brush twice' }],
  });
  expect(catcher.ledger.entries).toEqual([
    {
      id: 1,
      at: clock.now(),
      from: 'no-reply@parley.test',
      to: ['mara@clinic.test', 'audit@clinic.test'],
      subject: 'Grüße 🦷',
      text: '123 456',
      html: '<b>123&nbsp;456</b>',
      headers: expect.objectContaining({ 'x-parley-id': 'm1', to: 'mara@clinic.test' }),
      attachments: [{ filename: 'plan.txt', contentType: 'text/plain', size: 11 }],
    },
  ]);
});

test('refuses for now, or for good, only whom the test says', async () => {
  const toMara = { on: (mail: { to: string[] }) => mail.to.includes('mara@clinic.test') };
  catcher.faults.next({ kind: 'status', status: 450 }, toMara);
  catcher.faults.next({ kind: 'status', status: 550 }, toMara);
  await transport().sendMail({ ...MAIL, to: 'someone@else.test' });
  await expect(transport().sendMail(MAIL)).rejects.toMatchObject({ responseCode: 450 });
  await expect(transport().sendMail(MAIL)).rejects.toMatchObject({ responseCode: 550 });
  expect(catcher.ledger.entries.map((mail) => mail.to)).toEqual([['someone@else.test']]);
});

test('may take a mail and lose the answer, or lose both', async () => {
  catcher.faults.next({ kind: 'cut' });
  await expect(transport().sendMail({ ...MAIL, subject: 'lost' })).rejects.toThrow();
  catcher.faults.next({ kind: 'accept_then_cut' });
  await expect(transport().sendMail({ ...MAIL, subject: 'taken' })).rejects.toThrow();
  catcher.faults.next({ kind: 'hang' });
  await expect(transport().sendMail({ ...MAIL, subject: 'hung' })).rejects.toThrow();
  expect(catcher.ledger.entries.map((mail) => mail.subject)).toEqual(['taken']);
});

test('holds its answer until the test lets it go', async () => {
  const gate = Promise.withResolvers<void>();
  catcher.faults.next({ kind: 'hold', until: gate.promise });
  let isAnswered = false;
  const sending = transport({ socketTimeout: 5_000 })
    .sendMail(MAIL)
    .finally(() => {
      isAnswered = true;
    });
  await until(() => catcher.ledger.seen === 1);
  // A second mail goes all the way while the first one waits.
  await transport().sendMail({ ...MAIL, subject: 'after' });
  expect(isAnswered).toBe(false);
  gate.resolve();
  await expect(sending).resolves.toMatchObject({ accepted: ['mara@clinic.test'] });
});

test('says so when its port is taken', async () => {
  await expect(startMailCatcher({ now: clock.now, port: catcher.port })).rejects.toThrow(/EADDRINUSE/);
});

test('listens on loopback only', async () => {
  await expect(startMailCatcher({ now: clock.now, host: '0.0.0.0' })).rejects.toThrow(/loopback only/);
});
