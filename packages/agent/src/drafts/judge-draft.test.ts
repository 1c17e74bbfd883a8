import { describe, expect, test } from 'vitest';
import { clinicFrame } from '../fixtures/clinic.ts';
import { turnFacts } from '../guard/turn-facts.ts';
import { judgeDraft } from './judge-draft.ts';

const frame = clinicFrame('I am ann@home.example, +44 7700 900018. My card is 4111 1111 1111 1111.', {
  instructions:
    'Send people to https://www.harbour.example/prices. Never give out 07700 900555 or quinn@harbour.example.',
});
const told = {
  role: 'tool',
  callId: 'call_1_0',
  name: 'find',
  text: '{"phone":"020 7946 0958","on":"2026-03-14"}',
} as const;
const own = { role: 'assistant', text: 'Call 0700 1234567.', toolCalls: [] } as const;
const grounds = turnFacts(frame, [{ ...own, toolCalls: [] }, told]);

const expectEach = (verdict: ReturnType<typeof judgeDraft>, ...texts: string[]) =>
  describe(verdict, () => {
    test.each(texts)('%s', (text) => expect(judgeDraft(text, grounds)).toBe(verdict));
  });

expectEach(
  'fine',
  'On Saturday 2026-03-14 we are open from 8:00 to 12:00 and 13.00-17.00.',
  'Easter is 05.04.2026, and 12/25/2026 is Christmas.',
  'Call us on 0117 496 0123, or +44 117 496 0123.',
  'Is ann@home.example still right, or 07700 900018?',
  'Your card ends with 1111, from 4111 1111 1111 1111.',
  'They said 020 7946 0958.',
  'A check-up is 1,250.00 or 12.30 for 3 to 4 visits.',
  'See https://www.harbour.example/prices?x=1, book.harbour.example/now or harbour.example.',
  'Dr.Quinn is e.g.a dentist.and kind.',
  'I can book that for you. Would you like to be booked in?',
  'I have not booked anything, and it has not been cancelled.',
  'I cannot move visits yet in this installation, so nothing has been changed.',
  'Visits can be cancelled up to a day before. We are fully booked on Friday.',
  'What is your password? We never ask for it.',
  'Our token system is simple: take a ticket.',
);
expectEach(
  'secret',
  'The key is sk-live-abcdefgh12345678.',
  'xoxb-1234567890-abcdef',
  'ghp_abcdefghijklmnop1234',
  'AKIAIOSFODNN7EXAMPLE',
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc',
  'Authorization: Bearer abcdefghijklmnop',
  'postgres://owner:hunter2@db/parley',
  'The password is hunter2.',
  'api_key=abc',
  '-----BEGIN PRIVATE KEY-----',
  'It is 0123456789abcdef0123456789abcdef.',
);
expectEach(
  'personal_leak',
  'Write to bob@home.example.',
  'Dr. Quinn’s own number is 07700 900555.',
  'Ask quinn@harbour.example.',
  'Call 0700 1234567.',
  'Card 5500 0000 0000 0004.',
  'Call 01.17.49.60.12.33.',
  'IBAN GB29 NWBK 6016 1331 9268 19.',
  'Number QQ 12 34 56 C.',
);
expectEach(
  'link',
  'See https://evil.test/x.',
  'See http://harbour.example.evil.test.',
  'See https://harbour.example@evil.test.',
  'Go to www.elsewhere.berlin now.',
  'Go to evil.com or evil.berlin/x.',
  'notharbour.example',
  'ftp://harbour.example/x',
  'javascript:alert(1)',
  '[prices](https://evil.test)',
);
expectEach(
  'claim',
  'I have booked you in for 9:30.',
  'I’ve just cancelled it.',
  'We moved your visit to Friday.',
  'Your visit is now confirmed.',
  'It has been refunded.',
  'The money will be refunded on Monday.',
  'You’re booked for Friday.',
  'You are all set!',
  'Done! See you on Friday.',
  'Fine. Booked for 9:30.',
  'Successfully cancelled.',
  'I am cancelling it now.',
  'I have **booked** it.',
  'Ihr Termin ist gebucht.',
  'Su cita está confirmada.',
  'Votre rendez-vous est annulé.',
);
