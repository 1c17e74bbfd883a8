import type { Organisation } from '@parley/shared/contract/organisations';
import { expect, test } from 'vitest';
import { addressesFrom, changesOf, featureNames, featureSource } from './organisation.ts';

const NOW: Organisation = {
  id: 'org_1',
  name: 'Harbour Books',
  slug: 'harbour-books',
  time_zone: 'Europe/London',
  locale: 'en-GB',
  industry: null,
  region: null,
  billing_email: 'a@example.com',
  alert_emails: ['a@example.com'],
  from_name: null,
  plan: 'starter',
  is_demo: false,
  logo_url: null,
  created_at: '2026-01-01T00:00:00.000Z',
};

test('only what differs is sent, also an emptied field and a shorter list', () => {
  const { name, time_zone, locale, industry, region, from_name } = NOW;
  const same = { name, time_zone, locale, industry, region, from_name, billing_email: NOW.billing_email };
  expect(changesOf(NOW, { ...same, alert_emails: ['a@example.com'] })).toEqual({});
  expect(changesOf(NOW, { ...same, billing_email: null, alert_emails: [] })).toEqual({
    billing_email: null,
    alert_emails: [],
  });
});

test('addresses are told apart however they are written', () => {
  expect(addressesFrom(' a@x.org, b@x.org\nc@x.org;')).toEqual(['a@x.org', 'b@x.org', 'c@x.org']);
  expect(addressesFrom('  ')).toEqual([]);
});

test('features keep the order of the plans', () => {
  expect(featureNames(['voice', 'teams'])).toEqual(['Teams', 'Voice']);
});

test('a feature says why it is on or off', () => {
  const why = (on: boolean, source: 'plan' | 'organisation', in_plan: boolean) =>
    featureSource({ on, source, in_plan }, 'Growth');
  expect(why(true, 'plan', true)).toBe('Part of the Growth plan');
  expect(why(false, 'plan', false)).toBe('Not part of the Growth plan');
  expect(why(false, 'organisation', true)).toBe('Turned off here');
  expect(why(true, 'organisation', false)).toBe('Given by whoever runs this installation');
});
