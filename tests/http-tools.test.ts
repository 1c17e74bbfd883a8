import type { Answer } from '@parley/testkit/street/faults';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { signedInPerson } from './person.ts';
import { type Platform, startPlatform } from './platform.ts';
import { createPuppet } from './puppet.ts';
import { type Visitor, visit } from './visitor.ts';

const puppet = createPuppet();

let platform: Platform;
let call: Awaited<ReturnType<typeof signedInPerson>>['call'];
const ids: Record<string, string> = {};

const rows = async <Row>(sql: string, values: unknown[] = []): Promise<Row[]> =>
  (await platform.database.owner.query(sql, values)).rows as Row[];

const STOCK = {
  name: 'look_up_stock',
  description: 'How many there are of an article',
  effect: 'read',
  method: 'GET',
  input: { type: 'object', properties: { sku: { type: 'string' } }, required: ['sku'] },
  output: { type: 'object', properties: { stock: { type: 'integer' } }, required: ['stock'] },
};
const RESERVE = {
  ...STOCK,
  ...{ name: 'reserve_article', effect: 'write', method: 'POST' },
  input: {
    type: 'object',
    properties: { sku: { type: 'string' }, amount: { type: 'integer', minimum: 1, maximum: 5 } },
    required: ['sku', 'amount'],
  },
};

async function declare(tool: typeof STOCK, path: string, connection: string | null): Promise<void> {
  const url = new URL(platform.street.url);
  const body = { ...tool, url_template: `${url.origin}${path}`, allowed_hosts: [url.host], connection };
  const made = await call('POST', '/v1/tools', body);
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  ids[tool.name] = made.body.id;
}

beforeAll(async () => {
  platform = await startPlatform({ model: puppet.model });
  const owner = await signedInPerson(platform, 'owner@clinic.test');
  await rows(
    `insert into membership (org_id, user_id, role, created_at) select $1, id, 'owner', now() from auth_user where email = $2`,
    [...[platform.orgId, 'owner@clinic.test']],
  );
  call = (...args) => owner.call(...args);
  await call('POST', '/v1/me/organisation', { organisation_id: platform.orgId });
  const { body: shop } = await call('POST', '/v1/connections', {
    ...{ kind: 'http', name: 'Shop', base_url: `${platform.street.url}/hooks`, settings: { header: 'X-Shop-Key' } },
    secret: { token: 'a-secret-of-the-shop' },
  });
  await declare(STOCK, '/hooks/stock/{sku}', shop.id);
  await declare(RESERVE as typeof STOCK, '/hooks/stock/{sku}/reservations', shop.id);
  const { body: agents } = await call('GET', '/v1/agents');
  const [agent] = agents.data;
  const { body: version } = await call('GET', `/v1/agents/${agent.id}/versions/1`);
  const spec = { ...version.spec, tools: ['look_up_stock', 'reserve_article', 'never_declared'] };
  const saved = await call('POST', `/v1/agents/${agent.id}/versions`, { spec, expected_version: 1 });
  expect(saved.status, JSON.stringify(saved.body)).toBe(201);
});
afterAll(() => platform.stop());
afterEach(() => {
  platform.street.hooks.faults.clear();
  platform.street.hooks.answerBy(() => ({ status: 200, body: { stock: 3 } }));
});

const someone = () => visit({ url: platform.api.url, channelId: platform.channelId });

async function use(visitor: Visitor, name: string, args: object): Promise<string> {
  const [told = ''] = await puppet.use(platform, visitor, [name, args]);
  return told;
}

const arrived = () => platform.street.hooks.ledger.entries;
const answers = (status: number, body: unknown) => platform.street.hooks.answerBy(() => ({ status, body }) as Answer);

describe('a tool that reads', () => {
  test('is offered by its name, sends the secret to its host, and tells what was declared of the answer', async () => {
    answers(200, { stock: 3, supplier: 'a secret of theirs' });
    expect(await use(await someone(), 'look_up_stock', { sku: 'A/1 ?' })).toBe('{"answer":{"stock":3},"status":200}');
    expect(puppet.offered.sort()).toEqual(['look_up_stock', 'reserve_article']);
    expect(arrived().at(-1)).toMatchObject({
      ...{ method: 'GET', path: '/stock/A%2F1%20%3F', body: '' },
      headers: expect.objectContaining({ 'x-shop-key': 'a-secret-of-the-shop' }),
    });
    const held = await rows(
      `select 1 from step where content::text like '%a-secret-of-the-shop%' or content::text like '%secret of theirs%'`,
    );
    expect(held).toEqual([]);
  });

  test.each([
    [
      404,
      { error: 'none such' },
      /refused_there: The other system has refused this with 404\. \{"error":"none such"\}/,
    ],
    [302, null, /refused_there: .*302/],
    [500, null, /failed_there: .*500/],
    [200, { stock: 'many' }, /unexpected_answer/],
    [200, 'x'.repeat(70_000), /unexpected_answer|not_reached/],
  ])('that is answered %i tells the model', async (status, body, words) => {
    answers(status, body);
    expect(await use(await someone(), 'look_up_stock', { sku: 'A-1' })).toMatch(words);
  });

  test('with arguments that were not declared calls nobody', async () => {
    const before = arrived().length;
    for (const args of [{}, { sku: 7 }, { sku: 'A-1', host: 'evil.example' }, { sku: '..' }]) {
      expect(await use(await someone(), 'look_up_stock', args)).toMatch(/Error/);
    }
    expect(arrived()).toHaveLength(before);
  });
});

describe('a tool that writes', () => {
  test('sends the rest as a body with a key of its own, and its effect is done once', async () => {
    answers(201, { stock: 1 });
    expect(await use(await someone(), 'reserve_article', { sku: 'A-1', amount: 2 })).toBe(
      '{"answer":{"stock":1},"status":201}',
    );
    const entry = arrived().at(-1);
    expect(entry).toMatchObject({ method: 'POST', path: '/stock/A-1/reservations', body: '{"amount":2}' });
    const key = entry?.headers['idempotency-key'];
    expect(await rows('select tool, state from effect where key = $1', [key])).toEqual([
      { tool: 'reserve_article', state: 'done' },
    ]);
  });

  test('that was done with an answer nobody can read is done all the same', async () => {
    answers(200, { stock: 'many' });
    expect(await use(await someone(), 'reserve_article', { sku: 'A-1', amount: 1 })).toContain('It was done');
  });

  test('that the other side refuses has done nothing, and says so', async () => {
    answers(409, { error: 'sold out' });
    const before = arrived().length;
    expect(await use(await someone(), 'reserve_article', { sku: 'A-1', amount: 1 })).toMatch(
      /refused_there: .*sold out/,
    );
    expect(arrived()).toHaveLength(before + 1);
  });

  test('of which nobody knows whether it was done is called once, and a person looks', async () => {
    answers(502, null);
    const before = arrived().length;
    expect(await use(await someone(), 'reserve_article', { sku: 'A-2', amount: 1 })).toMatch(
      /not known whether this was done/,
    );
    expect(arrived()).toHaveLength(before + 1);
    expect(await rows(`select 1 from incident where kind = 'unknown_outcome'`)).toHaveLength(1);
  });
});

test('a tool that was changed after it was offered is not called; one that is switched off is not offered', async () => {
  const before = arrived().length;
  const ida = await someone();
  puppet.meanwhile = async () => {
    puppet.meanwhile = async () => {};
    await call('PATCH', `/v1/tools/${ids.look_up_stock}`, { description: 'Another' });
  };
  expect(await use(ida, 'look_up_stock', { sku: 'A-1' })).toMatch(/tool_changed/);
  expect(await use(ida, 'look_up_stock', { sku: 'A-1' })).toContain('"stock":3');
  expect((await call('PATCH', `/v1/tools/${ids.look_up_stock}`, { active: false })).status).toBe(200);
  expect(await use(ida, 'look_up_stock', { sku: 'A-1' })).toMatch(/There is no tool "look_up_stock"/);
  expect(arrived()).toHaveLength(before + 1);
});
