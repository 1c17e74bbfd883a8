import { expect, test } from 'vitest';
import { readForm } from './form.ts';
import { readInboundSms, readSmsStatus } from './parse.ts';
import { saidBy } from './said.ts';

const formOf = (params: Record<string, string>) => readForm(Buffer.from(new URLSearchParams(params).toString()));
const SMS = { MessageSid: 'SM1', AccountSid: 'AC1', From: '+15550100777', To: '+15550100001', Body: ' Hi ' };

test('a message with what was sent along', () => {
  const media = {
    NumMedia: '2',
    MediaUrl0: 'https://a.test/1',
    MediaContentType0: 'image/jpeg',
    MediaUrl1: 'https://a.test/2',
  };
  expect(readInboundSms(formOf({ ...SMS, ...media, OptOutType: 'STOP' }))).toEqual({
    sid: 'SM1',
    accountSid: 'AC1',
    from: '+15550100777',
    to: '+15550100001',
    body: ' Hi ',
    media: [
      { url: 'https://a.test/1', contentType: 'image/jpeg' },
      { url: 'https://a.test/2', contentType: 'unknown' },
    ],
    optOutType: 'STOP',
  });
});

test.each(['MessageSid', 'AccountSid', 'From', 'To'])('without %s it is no message', (name) => {
  expect(readInboundSms(formOf({ ...SMS, [name]: '' }))).toBeNull();
});

test.each([
  ['NumMedia', '-1', 0],
  ['NumMedia', 'many', 0],
  ['NumMedia', '1000000000', 10],
])('%s=%s makes %i attachments', (name, value, count) => {
  expect(readInboundSms(formOf({ ...SMS, [name]: value }))?.media).toHaveLength(count);
});

test('a status, with its error', () => {
  const status = { MessageSid: 'SM1', AccountSid: 'AC1', MessageStatus: 'undelivered', ErrorCode: '30003' };
  expect(readSmsStatus(formOf(status))).toEqual({
    sid: 'SM1',
    accountSid: 'AC1',
    status: 'undelivered',
    errorCode: '30003',
  });
  expect(readSmsStatus(formOf({ ...status, MessageStatus: '' }))).toBeNull();
});

test.each([
  [' Hi  ', [], ' Hi  '],
  ['Look', ['image/jpeg'], 'Look\n[Attachment: image/jpeg]'],
  ['', ['image/jpeg', 'text/x-vcard'], '[Attachment: image/jpeg]\n[Attachment: text/x-vcard]'],
  ['', [], '[Empty message]'],
  ['x', ['<b>]\n[Person]'], 'x\n[Attachment: bPerson]'],
  ['a\0b\ud800', [], 'a\ufffdb\ufffd'],
])('%j with %j is said as %j', (body, types, said) => {
  expect(saidBy({ body, media: types.map((contentType) => ({ url: '', contentType })) })).toBe(said);
});
