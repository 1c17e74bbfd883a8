import { randomBytes } from 'node:crypto';
import { createConnection } from '@parley/core/connections/create-connection';
import type { Ctx } from '@parley/core/ctx';
import { hashOfSecret, makeKeySecret } from '@parley/core/keys/key-secret';
import { createKeyring } from '@parley/core/secrets/keyring';
import { createAppDb } from '@parley/db/client';
import { createClient } from '@parley/sdk/client';
import { secretKeys } from '@parley/service/secret-keys';
import { makeId } from '@parley/shared/ids';
import { until } from '@parley/testkit/until';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Platform, SECRET, startPlatform } from './platform.ts';

// Models through an organisation's own account, over the wire to the street: what they cost, and what stops them.

let platform: Platform;
let admin: ReturnType<typeof createClient>;
let system: ReturnType<typeof createClient>;
let agentId: string;
let channel: string;

const newId = (kind: Parameters<typeof makeId>[0]) => makeId(kind, new Date(), randomBytes);
const rows = async <Row>(sql: string, values: unknown[] = []): Promise<Row[]> =>
  (await platform.database.owner.query(sql, values)).rows as Row[];

async function clientWith(scope: string) {
  const token = makeKeySecret('live', randomBytes);
  await rows(
    `insert into api_key (org_id, id, name, secret_hash, hint, scopes, environment, created_by, created_at)
     values ($1, $2, 'Key', $3, 'hint', $4, 'live', 'usr_x', now())`,
    [platform.orgId, newId('apiKey'), hashOfSecret(token), [scope]],
  );
  return createClient({ baseUrl: platform.api.url, token });
}

/** An account at the street, which speaks as OpenAI does. */
async function connect(settings: Record<string, string> = {}): Promise<string> {
  const db = createAppDb({ url: platform.database.urls.app, maxConnections: 1, name: 'test' });
  const ctx = {
    db,
    secrets: createKeyring(...secretKeys({ PARLEY_SECRET: SECRET, PARLEY_OLD_SECRETS: [] })),
    outbound: { allowedOrigins: [platform.street.url] },
    now: () => new Date(),
    newId,
    auditKey: randomBytes(32),
    live: () => {},
  } as unknown as Ctx;
  const as = { orgId: platform.orgId, actor: { kind: 'user' as const, id: 'usr_x' }, requestId: null, address: null };
  const base_url = `${platform.street.url}/openai/v1`;
  const account = { kind: 'openai_compatible' as const, name: 'Street', base_url, settings };
  const { id } = await createConnection(ctx, as, { ...account, secret: { api_key: 'sk-of-the-street' } });
  await db.close();
  return id;
}

async function routeTo(...models: string[]): Promise<void> {
  const agent = await admin.readAgent({ params: { id: agentId } });
  const routing = { kind: 'fallback' as const, models };
  await admin.saveAgentVersion({
    params: { id: agentId },
    body: { spec: { ...agent.spec, routing, tools: [] }, expected_version: agent.version },
  });
}

const price = (ref: string) =>
  admin.setPrice({ body: { ref, input_micros: 1_000_000, cached_input_micros: 500_000, output_micros: 1_000_000 } });

let n = 0;
const say = (text = 'Hello') => {
  n += 1;
  const body = { channel, id: `event-${n}`, contact: { external_id: `customer-${n}` }, text };
  return system.sendTurn({ body });
};
const ended = async (id: string) =>
  until(
    async () => {
      const turn = await system.readTurn({ params: { id } });
      return turn.status === 'waiting' || turn.status === 'working' ? null : turn;
    },
    { timeoutMs: 30_000 },
  );

beforeAll(async () => {
  platform = await startPlatform();
  admin = await clientWith('admin');
  system = await clientWith('ingest:write');
  const { data } = await admin.listAgents({ query: {} });
  agentId = data[0]?.id ?? '';
  channel = (await admin.addApiChannel({ body: { name: 'Till', agent_id: agentId } })).id;
});
afterAll(() => platform?.stop());
beforeEach(async () => {
  platform.street.openai.faults.clear();
  platform.street.openai.script.sayBy(null);
  await rows(
    'truncate cost_entry, cost_day, budget, budget_allowance, provider_quota, model_price, incident, notification',
  );
});

describe('an account of the organisation', () => {
  test('answers; steps, ledger and the page tell one sum, with cached tokens, a refusal and a try that broke off', async () => {
    const ref = `${await connect()}:street-xl`;
    await routeTo(ref);
    await price(ref);
    platform.street.openai.faults.next({ kind: 'status', status: 429, retryAfterSeconds: 0 });
    platform.street.openai.script.say(
      { text: ['We ', 'open'], usage: { input: 90, output: 2 }, cutAfter: 1 },
      { text: 'We open at nine.', usage: { input: 100, cachedInput: 60, output: 7 } },
    );
    const turn = await ended((await say()).turn_id);
    expect(turn).toMatchObject({ status: 'answered', replies: [{ text: 'We open at nine.' }] });
    const [steps] = await rows<{ sum: string }>(
      `select sum((content ->> 'cost_micros')::bigint) as sum from step where kind = 'model'`,
    );
    const [run] = await rows<{ sum: string; reason: string }>(
      `select sum(cost_micros) as sum from run where turn_id = $1`,
      [turn.turn_id],
    );
    const entries = await rows<{ purpose: string; micros: string; estimated: boolean }>(
      'select purpose, micros, estimated from cost_entry order by purpose',
    );
    const ledger = entries.reduce((sum, { micros }) => sum + Number(micros), 0);
    expect(entries).toMatchObject([
      { purpose: 'answer', micros: '77', estimated: false },
      { purpose: 'discarded', estimated: true },
    ]);
    const { total, by_model } = await admin.readCosts({ query: {} });
    expect([Number(steps?.sum), Number(run?.sum), total.micros]).toEqual([ledger, ledger, ledger]);
    expect(by_model).toMatchObject([{ provider: 'openai_compatible', model: 'street-xl' }]);
    const [step] = await rows<{ content: { price: object; response: { choice: object } } }>(
      `select content from step where key = 'think#1' and run_id in (select id from run where turn_id = $1)`,
      [turn.turn_id],
    );
    expect(step?.content.price).toEqual({
      input: 1_000_000,
      cachedInput: 500_000,
      output: 1_000_000,
      source: 'organisation',
    });
    expect(step?.content.response.choice).toMatchObject({ ref, reason: 'first in the agent’s list' });
  });

  test('whose limit is reached makes a turn wait: it keeps its place and its attempts, and is answered later', async () => {
    await routeTo(`${await connect({ requests_per_minute: '6' })}:street-s`);
    platform.street.openai.script.sayBy(() => ({ text: 'Hi' }));
    await ended((await say()).turn_id);
    const { turn_id } = await say();
    await until(async () => {
      const [turn] = await rows<{ state: string; reason: string; attempts: number }>(
        'select state, reason, attempts from turn where id = $1',
        [turn_id],
      );
      return turn?.state === 'ready' && turn.reason === 'provider_limit' && turn.attempts === 0;
    });
    await platform.passTime(15_000);
    expect(await ended(turn_id)).toMatchObject({ status: 'answered' });
  });

  test('that is gone is passed by, and the next of the list answers', async () => {
    await routeTo(`conn_01k9${'0'.repeat(22)}:gone`, `${await connect()}:street-xl`);
    platform.street.openai.script.say({ text: 'I am here.' });
    expect(await ended((await say()).turn_id)).toMatchObject({ replies: [{ text: 'I am here.' }] });
    expect(await admin.readCosts({ query: {} })).toMatchObject({ total: { micros: 0, unpriced_calls: 1 } });
  });
});

describe('a budget that stops', () => {
  const budget = async () => (await admin.listBudgets({})).data[0];

  test('64 turns at once never overspend it; who comes too late is told, and so are people', async () => {
    const ref = `${await connect()}:street-xl`;
    await routeTo(ref);
    await price(ref);
    await rows(`update organisation set alert_emails = '{ops@clinic.test}' where id = $1`, [platform.orgId]);
    const limit = 60_000;
    await admin.createBudget({ body: { period: 'month', limit_micros: limit } });
    platform.street.openai.script.sayBy(() => ({ text: 'Hi', usage: { input: 2_000, output: 1_000 } }));
    const sent = await Promise.all(Array.from({ length: 64 }, () => say()));
    const turns = await Promise.all(sent.map(({ turn_id }) => ended(turn_id)));
    const answered = turns.filter(({ status }) => status === 'answered').length;
    const after = await budget();
    expect(after).toMatchObject({ spent_micros: answered * 3_000, reserved_micros: 0 });
    expect(after?.spent_micros).toBeLessThanOrEqual(limit);
    expect(answered).toBeGreaterThan(5);
    expect(answered).toBeLessThan(21);
    expect((await admin.readCosts({ query: {} })).total.micros).toBe(after?.spent_micros);
    const late = turns.find(({ status }) => status === 'failed');
    expect(late?.replies).toMatchObject([{ text: expect.stringContaining('a colleague will look at it') }]);
    await until(async () => (await rows(`select 1 from incident where kind = 'budget'`)).length === 1);
    await until(() => platform.street.mail.ledger.entries.some((mail) => mail.to.includes('ops@clinic.test')));
  });

  test('asks no model whose price nobody knows', async () => {
    await routeTo(`${await connect()}:street-xl`);
    await admin.createBudget({ body: { period: 'month', limit_micros: 1_000_000 } });
    const before = platform.street.openai.ledger.seen;
    expect(await ended((await say()).turn_id)).toMatchObject({ status: 'failed' });
    expect(platform.street.openai.ledger.seen).toBe(before);
    const [turn] = await rows<{ reason: string }>('select reason from turn order by id desc limit 1');
    expect(turn?.reason).toBe('budget_exhausted');
  });

  test('lets the demo model answer: it costs nothing', async () => {
    await routeTo('demo');
    await admin.createBudget({ body: { period: 'month', limit_micros: 0 } });
    expect(await ended((await say('When are you open?')).turn_id)).toMatchObject({ status: 'answered' });
  });
});
