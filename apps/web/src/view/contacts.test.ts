import type { StoreReceipt } from '@parley/shared/contract/erasures';
import { expect, test } from 'vitest';
import { contactName, contactsHref, parseContactSearch, partsOf, pointKind } from './contacts.ts';

test('the address of the page says what is looked for, and nothing that makes no sense', () => {
  expect(contactsHref(parseContactSearch({ address: ' +44 7 ' }))).toBe('/contacts?address=%2B44+7');
  expect(contactsHref(parseContactSearch({ address: '' }))).toBe('/contacts');
  expect(parseContactSearch({ address: ['a', 'b'], other: 'x' })).toEqual({});
});

test('a contact without an address is called by its id', () => {
  const point = { kind: 'sms', address: '+447700900001', since: '2026-01-01T00:00:00.000Z', vouched_by: null };
  expect(contactName({ id: 'cont_1', points: [point] })).toBe('+447700900001');
  expect(contactName({ id: 'cont_1', points: [] })).toBe('cont_1');
  expect([pointKind('sms'), pointKind('carrier_pigeon')]).toEqual(['SMS', 'carrier_pigeon']);
});

test('what became of something stands before what was never there', () => {
  const receipt = (['nothing', 'kept', 'erased', 'emptied', 'erased'] as const).map(
    (outcome, i): StoreReceipt => ({ store: `s${i}`, holds: '', outcome, rows: 1, why: null }),
  );
  const { touched, untouched } = partsOf(receipt);
  expect(touched.map(({ store }) => store)).toEqual(['s2', 's4', 's3', 's1']);
  expect(untouched.map(({ store }) => store)).toEqual(['s0']);
});
