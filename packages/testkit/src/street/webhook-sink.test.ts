import express from 'express';
import { expect, test } from 'vitest';
import { serveOnLoopback } from './serve.ts';
import { createWebhookSink } from './webhook-sink.ts';

test('keeps what came as it came, and answers as it is told', async () => {
  const sink = createWebhookSink({ now: () => new Date() });
  await using server = await serveOnLoopback(express().use('/hooks', sink.router));
  const post = (path: string, body: string) =>
    fetch(`${server.url}/hooks${path}`, { method: 'POST', body, headers: { 'x-signature': 'v1,abc' } });

  expect((await post('/crm?x=1', '{"a": 1,\n "ü": "🦷"}')).status).toBe(200);
  sink.answerBy((call) => ({ status: call.body === 'full' ? 507 : 204, body: null }));
  expect((await post('/', 'full')).status).toBe(507);
  expect((await post('/', '')).status).toBe(204);
  sink.faults.next({ kind: 'status', status: 503, retryAfterSeconds: 3 });
  const refused = await post('/', 'later');
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '3']);
  sink.faults.next({ kind: 'accept_then_cut' });
  await expect(post('/', 'lost answer')).rejects.toThrow();

  expect(sink.ledger.entries).toMatchObject([
    {
      method: 'POST',
      path: '/crm?x=1',
      body: '{"a": 1,\n "ü": "🦷"}',
      status: 200,
      headers: { 'x-signature': 'v1,abc' },
    },
    { body: 'full', status: 507 },
    { body: '', status: 204 },
    { body: 'later', status: 503, fault: 'status' },
    { body: 'lost answer', status: 204, fault: 'accept_then_cut' },
  ]);
});
