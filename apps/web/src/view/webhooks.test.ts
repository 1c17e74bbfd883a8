import { WEBHOOK_EVENT_KINDS } from '@parley/shared/events';
import { expect, test } from 'vitest';
import type { Webhook } from '../api/client.ts';
import { answerInWords, deliveryState, eventsInWords, hostOf, webhookState } from './webhooks.ts';

const webhook = (change: Partial<Webhook>): Webhook => ({
  id: 'whe_1',
  url: 'https://hooks.example.com/',
  description: '',
  events: [],
  status: 'active',
  disabled_reason: null,
  failing_since: null,
  previous_secret_until: null,
  created_by: 'usr_1',
  created_at: '2026-01-01T00:00:00.000Z',
  ...change,
});

test.each([
  [{}, 'good', 'On'],
  [{ failing_since: '2026-01-01T00:00:00.000Z' }, 'warn', 'Failing'],
  [{ status: 'disabled', disabled_reason: 'by_hand' }, 'muted', 'Off'],
  [{ status: 'disabled', disabled_reason: 'gone' }, 'bad', 'Off: it answered 410'],
  [{ status: 'disabled', disabled_reason: 'failing' }, 'bad', 'Off: failed for days'],
] as const)('an endpoint that is %j', (change, tone, word) => {
  expect(webhookState(webhook(change))).toEqual({ tone, word });
});

test('a delivery says where it stands, and what was answered last', () => {
  expect(deliveryState({ state: 'pending', attempts: 0 }).word).toBe('Waiting');
  expect(deliveryState({ state: 'pending', attempts: 2 }).word).toBe('Tried again later');
  expect(deliveryState({ state: 'failed', attempts: 10 }).tone).toBe('bad');
  expect(answerInWords({ last_status: 503, last_error: null })).toBe('Answered 503');
  expect(answerInWords({ last_status: null, last_error: 'No answer came in time.' })).toBe('No answer came in time.');
  expect(answerInWords({ last_status: null, last_error: null })).toBe('Not tried yet');
});

test('events and addresses are shown short', () => {
  expect(eventsInWords(['member.joined'])).toBe('A member joins');
  expect(eventsInWords(['member.joined', 'member.removed'])).toBe('2 events');
  expect(eventsInWords([...WEBHOOK_EVENT_KINDS])).toBe('All events');
  expect(hostOf('https://hooks.example.com/a?token=1')).toBe('hooks.example.com/a');
  expect(hostOf('https://hooks.example.com/')).toBe('hooks.example.com');
});
