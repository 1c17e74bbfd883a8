import { expect, test } from 'vitest';
import { signatureHeaders, webhookSecret } from './sign.ts';

// The example that the specification of Standard Webhooks gives.
test('signs as the specification’s own example does', () => {
  const headers = signatureHeaders({
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    at: new Date(1_614_265_330_000),
    body: '{"test": 2432232314}',
    secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
  });
  expect(headers).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

test('signs with each of the secrets that are valid', () => {
  const secrets = [new Uint8Array(24).fill(1), new Uint8Array(24).fill(2)].map(webhookSecret);
  const message = { id: 'evt_1', at: new Date(0), body: '{}' };
  const both = signatureHeaders({ ...message, secrets })['webhook-signature'];
  const each = secrets.map((secret) => signatureHeaders({ ...message, secrets: [secret] })['webhook-signature']);
  expect(both).toBe(each.join(' '));
  expect(secrets[0]).toMatch(/^whsec_[A-Za-z0-9+/]{32}$/);
});
