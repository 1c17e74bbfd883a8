import { expect, test } from 'vitest';
import { clausesOf } from './clauses.ts';

const known = { today: '2026-03-13', monthFirst: false, services: [] };
const read = (text: string) => clausesOf(text, known);
const first = (text: string) => read(text)[0];

test.each([
  ['refund $20 please', { kind: 'exact', value: '20.00' }],
  ['20 bucks', { kind: 'exact', value: '20.00' }],
  ['€12,50 back', { kind: 'exact', value: '12.50' }],
  ['all of it', { kind: 'all' }],
  ['half of it', { kind: 'half' }],
  ['order 1042', null],
])('%s is so much money', (text, amount) => {
  expect(first(text)?.amount).toEqual(amount);
});

test.each([
  ['where is order 1042', '1042'],
  ['order number is #1042', '1042'],
  ['my #1037', '1037'],
  ['order no. AB-1234', 'AB-1234'],
  ['in order to come', null],
])('%s names an order', (text, order) => {
  expect(first(text)?.order ?? null).toBe(order);
});

test.each([
  ['I need my teeth cleaned', 'cleaning'],
  ['a check up', 'check-up'],
  ['checkup', 'check-up'],
  ['book a beard trim on Monday', 'haircut'],
  ['book a tarot reading for Monday', 'tarot reading'],
  ['book an appointment for Monday', null],
])('%s names what it is for', (text, service) => {
  expect(first(text)?.service ?? null).toBe(service);
});

test.each([
  ['cancel it, APT-7k2m', 'APT-7K2M'],
  ['re-schedule it', null],
])('%s names an appointment', (text, reference) => {
  expect(read(text).find((clause) => clause.reference)?.reference ?? null).toBe(reference);
});

test.each([
  ['Cancel my cleaning and tell me where you are', ['Cancel my cleaning', 'tell me where you are']],
  ['Are you open on Monday and Tuesday?', ['Are you open on Monday and Tuesday?']],
  ['book a cleaning at 9 and one for my wife at 10', ['book a cleaning at 9', 'one for my wife at 10']],
  ['Tomorrow at 2 p.m. is fine. Thanks!', ['Tomorrow at 2 pm is fine.', 'Thanks!']],
])('%s: one wish a clause', (text, clauses) => {
  expect(read(text).map((clause) => clause.text)).toEqual(clauses);
});

test('a hostile length costs little', () => {
  const began = performance.now();
  for (const text of [
    'a '.repeat(50_000),
    '1'.repeat(100_000),
    'book '.repeat(20_000),
    'need and get, '.repeat(5_000),
    'and book, and cancel, '.repeat(5_000),
    '~~ at 1 '.repeat(9_000),
  ])
    read(text);
  expect(performance.now() - began).toBeLessThan(1_000);
});
