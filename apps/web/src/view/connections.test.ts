import { CONNECTION_KINDS, CONNECTIONS } from '@parley/shared/connections';
import { expect, test } from 'vitest';
import { filledIn, kindView, leadsTo } from './connections.ts';

test.each(CONNECTION_KINDS)('%s: every setting and secret there is has its field', (kind) => {
  const { settings, secret } = kindView(kind);
  const names = (fields: ReadonlyArray<{ name: string }>) => fields.map(({ name }) => name);
  expect(names(settings)).toEqual(Object.keys(CONNECTIONS[kind].settings.shape));
  expect(names(secret)).toEqual(Object.keys(CONNECTIONS[kind].secret.shape));
});

test('what was left empty is not sent', () => {
  const form: Record<string, string> = { auth_token: 'secret', previous_auth_token: '' };
  expect(filledIn(kindView('twilio').secret, (name) => form[name] ?? '')).toEqual({ auth_token: 'secret' });
});

test('where it leads: its address, or the provider’s own', () => {
  expect(leadsTo({ kind: 'twilio', base_url: null })).toBe('api.twilio.com');
  expect(leadsTo({ kind: 'twilio', base_url: 'https://x.example' })).toBe('https://x.example');
});
