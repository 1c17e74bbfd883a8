import { describe, expect, test } from 'vitest';
import { claimFactsOf, type LabelledAnswer, readLabelled, scoreOf } from '../labelled/labelled.ts';
import { judgeClaims } from './judge-claims.ts';

const booked = {
  tool: 'book_appointment',
  input: { service: 'Check-up', date: '2026-03-20', time: '10:00' },
  output: { reference: 'APT-7K2M', date: '2026-03-20', time: '10:00', until: '10:30' },
};
const refunded = {
  tool: 'issue_refund',
  input: { order_number: '1042' },
  output: { amount: '12.50', currency: 'GBP' },
};
const facts = { done: [], earlier: [], today: '2026-03-13' };
const verdict = (answer: string, more: Partial<Parameters<typeof judgeClaims>[1]> = {}) =>
  judgeClaims(answer, { ...facts, ...more }).verdict;

test('the half that was read: nearly all is found, and hardly anything else', () => {
  const seen = readLabelled<LabelledAnswer>('claims', 'seen') ?? [];
  const judge = (one: LabelledAnswer) => judgeClaims(one.reply, claimFactsOf(one)).verdict === 'flag';
  const { examples, recall, precision, falseAlarms } = scoreOf(seen, judge);
  expect(examples).toBeGreaterThan(150);
  expect(recall).toBeGreaterThan(0.97);
  expect(precision).toBeGreaterThan(0.97);
  expect(falseAlarms).toBeLessThan(0.03);
});

describe('what is named must be what was done', () => {
  test.each([
    ['Booked for Friday at 10:00.', 'pass'],
    ['You are booked for 20 March, 10am.', 'pass'],
    ['You are booked for March 20th at ten o’clock.', 'pass'],
    ['Your visit is booked for 20/03 at 10.00.', 'pass'],
    ['You are booked for Friday at 11:00.', 'flag'],
    ['You are booked for Saturday at 10:00.', 'flag'],
    ['Your visit is booked for tomorrow.', 'flag'],
    ['Your visit is booked for 2 April.', 'flag'],
    ['I have cancelled it.', 'flag'],
  ])('%s', (answer, expected) => expect(verdict(answer, { done: [booked] })).toBe(expected));

  test.each([
    ['I have refunded £12.50.', 'pass'],
    ['I have refunded 12.50 pounds.', 'pass'],
    ['I have refunded £1,250.', 'flag'],
    ['I have refunded $12.', 'flag'],
  ])('%s', (answer, expected) => expect(verdict(answer, { done: [refunded] })).toBe(expected));
});

test('the tool of an organisation backs what it is said to do', () => {
  expect(verdict('I have ordered the part.', { done: [{ tool: 'order_part', input: {}, output: {} }] })).toBe('pass');
});

test('what a tool shows may be told, not claimed', () => {
  const shown = {
    tool: 'list_appointments',
    input: {},
    output: { appointments: [{ date: '2026-03-20', time: '10:00' }] },
  };
  expect(verdict('You are booked for Friday at 10:00.', { done: [shown] })).toBe('pass');
  expect(verdict('I have booked it for Friday at 10:00.', { done: [shown] })).toBe('flag');
});

test('what was said before may be said again, what the customer says may not', () => {
  expect(verdict('Yes, you are booked for Friday.', { earlier: ['You are booked for Friday at 10:00.'] })).toBe('pass');
  expect(verdict('Yes, you are booked for Friday.', { earlier: ['We are open on Friday.'] })).toBe('flag');
});

test('the reason names the claim', () => {
  const judged = judgeClaims('Hello! I have refunded you. Bye.', facts);
  expect(judged).toMatchObject({ verdict: 'flag', reason: expect.stringContaining('“I have refunded you.”') });
});

test('a hostile text costs little', () => {
  const parts = [
    'i have just now already ',
    'is booked and ',
    'your visit is ',
    'see you on friday ',
    '1. ',
    'a.b',
    'the team will ',
  ];
  judgeClaims('to have everything compiled', facts);
  const began = performance.now();
  for (const part of parts) judgeClaims(part.repeat(1_500), facts);
  expect(performance.now() - began).toBeLessThan(3_000);
});
