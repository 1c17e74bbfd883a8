import { expect, test } from 'vitest';
import { confirmAddressMail, invitationMail, resetPasswordMail } from './letters.ts';

const ADA = { name: 'Ada', email: 'ada@example.com' };
const URL = 'https://parley.example.com/under/a/path';

test.each([
  ['confirm', confirmAddressMail(URL, ADA, 'a+b/c='), '/verify-email'],
  ['reset', resetPasswordMail(URL, ADA, 'a+b/c='), '/reset-password'],
])('a letter to %s leads to Parley’s own page, with the token where no server sees it', (_, mail, page) => {
  const [link = ''] = /https:\S+/.exec(mail.text) ?? [];
  const { origin, pathname, search, hash } = new globalThis.URL(link);
  expect({ origin, pathname, search }).toEqual({ origin: 'https://parley.example.com', pathname: page, search: '' });
  expect(new URLSearchParams(hash.slice(1)).get('token')).toBe('a+b/c=');
  expect(mail.html).toContain(`href="${link}"`);
  expect(mail.text).toContain('Hello Ada,');
});

test('names that others chose stay text: no markup in the page, no second line in the subject', () => {
  const mail = invitationMail(
    URL,
    {
      to: { name: '', email: 'new@example.com' },
      organisation: '<img src=x onerror=alert(1)>',
      invitedBy: 'Eve\r\nBcc: everyone@example.com',
      role: 'team_lead',
      goodUntil: new Date('2026-11-27T10:00:00Z'),
    },
    't',
  );
  expect(mail.html).not.toContain('<img');
  expect(mail.html).toContain('&lt;img src=x onerror=alert(1)&gt;');
  expect(mail.subject).not.toMatch(/[\r\n]/);
  expect(mail.text).toContain('as team lead');
  expect(mail.text).toContain('Fri, 27 Nov 2026 10:00:00 GMT');
});
