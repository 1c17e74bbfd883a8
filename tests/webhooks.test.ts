import { createHmac, randomUUID } from 'node:crypto';
import { until } from '@parley/testkit/until';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Person, signedInPerson } from './person.ts';
import { type Platform, startPlatform } from './platform.ts';

let platform: Platform;
let owner: Person;
let orgId: string;

beforeAll(async () => {
  platform = await startPlatform({ workers: 2, graceMs: 50 });
  owner = await signedInPerson(platform, 'owner@hooks.test');
  orgId = (await owner.call('POST', '/v1/organisations', { name: 'Hooks Ltd', time_zone: 'UTC' })).body.id;
  await platform.database.owner.query(`update organisation set plan = 'growth' where id = $1`, [orgId]);
});
afterAll(() => platform.stop());
afterEach(() => {
  platform.street.hooks.faults.clear();
  platform.street.hooks.answerBy(() => ({ status: 200, body: { received: true } }));
});

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
let paths = 0;

type Endpoint = { id: string; secret: string; path: string };

/** An endpoint at the street's receiver, on a path of its own. */
async function endpoint(events: string[] = ['organisation.changed']): Promise<Endpoint> {
  const path = `/to-${++paths}`;
  const body = { url: `${platform.street.url}/hooks${path}`, events };
  const made = await owner.call('POST', '/v1/webhooks', body, { 'Idempotency-Key': randomUUID() });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return { id: made.body.id, secret: made.body.secret, path };
}

const arrived = ({ path }: Endpoint) => platform.street.hooks.ledger.entries.filter((entry) => entry.path === path);
const change = (name: string) => owner.call('PATCH', '/v1/organisation', { name });

async function deliveries({ id }: Endpoint) {
  const { body } = await owner.call('GET', `/v1/webhooks/${id}/deliveries?limit=100`);
  return body.data;
}

/** The newest delivery, once it is in that state. */
const deliveryIn = (to: Endpoint, state: string, attempts?: number) =>
  until(
    async () => {
      const [newest] = await deliveries(to);
      return newest?.state === state && (attempts === undefined || newest.attempts === attempts) ? newest : null;
    },
    { what: `the newest delivery is ${state} after ${attempts ?? 'any'} attempts` },
  );

/** How long until it is due, by the database's clock. */
async function dueIn(id: string): Promise<number> {
  const { rows } = await platform.database.owner.query(
    'select ceil(extract(epoch from due_at - clock_now()) * 1000)::float as ms from webhook_delivery where id = $1',
    [id],
  );
  return rows[0].ms;
}

const replay = (to: Endpoint, delivery: string) =>
  owner.call('POST', `/v1/webhooks/${to.id}/deliveries/${delivery}/replay`);

/** As a receiver does it, from the specification and without our code. */
function isSignedWith(secret: string, { headers, body }: { headers: Record<string, string>; body: string }): boolean {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const content = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const wanted = `v1,${createHmac('sha256', key).update(content).digest('base64')}`;
  return (headers['webhook-signature'] ?? '').split(' ').includes(wanted);
}

test('an event reaches the endpoint, signed, thin, and once; others are not told', async () => {
  const [to, other] = [await endpoint(), await endpoint(['member.joined'])];
  await change('Hooks and Sons');
  const delivery = await deliveryIn(to, 'delivered');
  const [got, ...more] = arrived(to);
  if (!got) throw new Error('nothing came');
  expect(more).toEqual([]);
  expect(isSignedWith(to.secret, got)).toBe(true);
  expect(isSignedWith(other.secret, got)).toBe(false);
  expect(got.headers['webhook-id']).toBe(delivery.event_id);
  expect(Math.abs(Number(got.headers['webhook-timestamp']) - Date.now() / 1_000)).toBeLessThan(60);
  expect(JSON.parse(got.body)).toEqual({
    type: 'organisation.changed',
    timestamp: expect.any(String),
    data: { organisation_id: orgId, fields: ['name'] },
  });
  expect(arrived(other)).toEqual([]);
  const { body } = await owner.call('GET', `/v1/webhooks/${to.id}/deliveries/${delivery.id}`);
  expect(body).toMatchObject({ body: got.body, log: [{ number: 1, status: 200, response: '{"received":true}' }] });
});

test('the secret is shown once and stored sealed; a new one and the one before both sign for a day', async () => {
  const to = await endpoint();
  const { body: listed } = await owner.call('GET', '/v1/webhooks');
  expect(JSON.stringify(listed)).not.toContain('whsec_');
  const { rows } = await platform.database.owner.query('select secret from webhook_endpoint where id = $1', [to.id]);
  expect(rows[0].secret).toMatch(/^v1\./);
  const key = { 'Idempotency-Key': randomUUID() };
  const turned = await owner.call('POST', `/v1/webhooks/${to.id}/rotate-secret`, undefined, key);
  expect(turned.body.secret).toMatch(/^whsec_/);
  expect(turned.body.secret).not.toBe(to.secret);
  const again = await owner.call('POST', `/v1/webhooks/${to.id}/rotate-secret`, undefined, key);
  expect(again.body).toEqual({ ...turned.body, secret: null });
  await owner.call('POST', `/v1/webhooks/${to.id}/test`);
  await deliveryIn(to, 'delivered');
  const [got] = arrived(to);
  expect(got && [isSignedWith(to.secret, got), isSignedWith(turned.body.secret, got)]).toEqual([true, true]);

  await platform.database.owner.query(`update webhook_endpoint set previous_until = now() where id = $1`, [to.id]);
  await owner.call('POST', `/v1/webhooks/${to.id}/test`);
  const later = await until(() => arrived(to)[1]);
  expect([isSignedWith(to.secret, later), isSignedWith(turned.body.secret, later)]).toEqual([false, true]);
});

describe('a receiver that fails', () => {
  test('is tried again, less and less often, always under the same id, until the tries are used up', async () => {
    const to = await endpoint();
    platform.street.hooks.faults.decide((call) => (call.path === to.path ? { kind: 'status', status: 503 } : null));
    await owner.call('POST', `/v1/webhooks/${to.id}/test`);
    const pauses = [5_000, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR];
    for (const [i, pause] of pauses.entries()) {
      const { id } = await deliveryIn(to, 'pending', i + 1);
      const wait = await dueIn(id);
      expect(wait).toBeGreaterThan(pause * 0.9 - 4_000);
      expect(wait).toBeLessThanOrEqual(pause * 1.1);
      await platform.passTime(wait);
    }
    const failed = await deliveryIn(to, 'failed', 10);
    expect(failed).toMatchObject({ last_status: 503, next_attempt_at: null });
    expect(new Set(arrived(to).map(({ headers }) => headers['webhook-id']))).toEqual(new Set([failed.event_id]));
    const { body: log } = await owner.call('GET', `/v1/webhooks/${to.id}/deliveries/${failed.id}`);
    expect(log.log).toHaveLength(10);

    platform.street.hooks.faults.clear();
    expect((await replay(to, failed.id)).status).toBe(202);
    await deliveryIn(to, 'delivered', 11);
    expect(arrived(to).at(-1)?.headers['webhook-id']).toBe(failed.event_id);
  });

  test('and answers 410 is switched off, with a record; owners are told; switched on again, what failed is replayed', async () => {
    const to = await endpoint();
    platform.street.hooks.faults.next({ kind: 'status', status: 410 }, { on: ({ path }) => path === to.path });
    await owner.call('POST', `/v1/webhooks/${to.id}/test`);
    const gone = await deliveryIn(to, 'failed', 1);
    const { body: off } = await owner.call('GET', `/v1/webhooks/${to.id}`);
    expect(off).toMatchObject({ status: 'disabled', disabled_reason: 'gone' });
    const { body: told } = await owner.call('GET', '/v1/notifications');
    expect(told.data[0]).toMatchObject({ event: 'webhook.disabled', page: `/webhooks/${to.id}`, read_at: null });
    const letter = await until(() =>
      platform.street.mail.ledger.entries.find(
        (mail) => mail.to.includes(owner.email) && mail.subject.includes('switched off'),
      ),
    );
    expect(letter.text).toContain('410 Gone');
    const { body: record } = await owner.call('GET', '/v1/audit?limit=5');
    expect(JSON.stringify(record)).toContain('webhook.disabled');

    expect((await replay(to, gone.id)).body.error.code).toBe('webhook_disabled');
    await change('While it was off');
    expect(await deliveries(to)).toHaveLength(1);
    await owner.call('PATCH', `/v1/webhooks/${to.id}`, { status: 'active' });
    const since = new Date(Date.now() - 30 * 24 * HOUR).toISOString();
    const { body } = await owner.call('POST', `/v1/webhooks/${to.id}/replay`, { since });
    expect(body).toEqual({ replayed: 1 });
    await deliveryIn(to, 'delivered', 2);
  });

  test('for days is switched off', async () => {
    const to = await endpoint();
    platform.street.hooks.faults.decide((call) => (call.path === to.path ? { kind: 'status', status: 500 } : null));
    await owner.call('POST', `/v1/webhooks/${to.id}/test`);
    await deliveryIn(to, 'pending', 1);
    await platform.passTime(5 * 24 * HOUR + MINUTE);
    await deliveryIn(to, 'failed', 2);
    const { body } = await owner.call('GET', `/v1/webhooks/${to.id}`);
    expect(body).toMatchObject({ status: 'disabled', disabled_reason: 'failing' });
  });

  test('and hangs holds up nobody else', async () => {
    const [slow, quick] = [await endpoint(), await endpoint()];
    platform.street.hooks.faults.decide((call) => (call.path === slow.path ? { kind: 'hang' } : null));
    for (let i = 0; i < 6; i++) await change(`Name ${i}`);
    await until(() => arrived(quick).length === 6, { timeoutMs: 8_000, what: 'the quick one has all six' });
    expect(arrived(slow).length).toBeLessThanOrEqual(2);
    await owner.call('DELETE', `/v1/webhooks/${slow.id}`);
  });
});

test('a worker that does not come back between sending and marking: another sends it again, under the same id', async () => {
  const to = await endpoint();
  platform.street.hooks.faults.next({ kind: 'accept_then_hang' }, { on: ({ path }) => path === to.path });
  await owner.call('POST', `/v1/webhooks/${to.id}/test`);
  await until(() => arrived(to).length === 1);
  // What it had claimed is nobody's until the claim has run out, however often others look.
  await platform.passTime(50_000);
  expect((await deliveries(to))[0]).toMatchObject({ state: 'sending', attempts: 1 });
  await platform.passTime(11_000);
  const delivered = await deliveryIn(to, 'delivered', 2);
  expect(arrived(to).map(({ headers }) => headers['webhook-id'])).toEqual([delivered.event_id, delivered.event_id]);
  expect(new Set(arrived(to).map(({ body }) => body)).size).toBe(1);
});

test('two workers do not send the same thing twice', async () => {
  const to = await endpoint();
  for (let i = 0; i < 20; i++) await owner.call('POST', `/v1/webhooks/${to.id}/test`);
  await until(async () => (await deliveries(to)).every(({ state }: { state: string }) => state === 'delivered'));
  expect(arrived(to)).toHaveLength(20);
  expect(new Set(arrived(to).map(({ headers }) => headers['webhook-id'])).size).toBe(20);
});

describe('refused, in words', () => {
  const create = (body: object) =>
    owner.call('POST', '/v1/webhooks', body, { 'Idempotency-Key': randomUUID() }).then(({ status, body: b }) => ({
      status,
      ...b.error,
    }));

  test.each([
    'https://169.254.169.254/latest/meta-data/',
    'https://2130706433/',
    'https://[::ffff:127.0.0.1]/',
    'http://hooks.example.com/',
    'https://user:pass@hooks.example.com/',
    'http://127.0.0.1:5432/',
    'https://localhost/',
  ])('an address such as %s, also in a change', async (url) => {
    const events = ['member.joined'];
    expect(await create({ url, events })).toMatchObject({ status: 400, code: 'url_refused', param: 'url' });
    const to = await endpoint();
    const changed = await owner.call('PATCH', `/v1/webhooks/${to.id}`, { url });
    expect(changed).toMatchObject({ status: 400, body: { error: { code: 'url_refused' } } });
    await owner.call('DELETE', `/v1/webhooks/${to.id}`);
  });

  test('what the plan does not include; and then nothing is sent either', async () => {
    const to = await endpoint();
    const plan = (name: string) =>
      platform.database.owner.query('update organisation set plan = $2 where id = $1', [orgId, name]);
    await plan('starter');
    const refused = await create({ url: 'https://hooks.example.com/', events: ['member.joined'] });
    expect(refused).toMatchObject({ status: 403, code: 'plan_lacks_feature' });
    await change('Smaller');
    expect(await deliveries(to)).toEqual([]);
    await plan('growth');
  });

  test('an event that nobody may choose', async () => {
    const refused = await create({ url: 'https://hooks.example.com/', events: ['webhook.test'] });
    expect(refused.status).toBe(400);
  });
});
