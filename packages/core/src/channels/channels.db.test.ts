import { createPool, type Pool } from '@parley/db/pools';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { As } from '../acting.ts';
import { changeConnection } from '../connections/change-connection.ts';
import { createConnection } from '../connections/create-connection.ts';
import { deleteConnection } from '../connections/delete-connection.ts';
import { organisationWith, recordOf } from '../testing/people.ts';
import { openTestCore, type TestCore } from '../testing/test-core.ts';
import { ingestTurn } from '../turns/ingest-turn.ts';
import { addNumber } from './add-number.ts';
import { addWebChat } from './add-web-chat.ts';
import { changeChannel } from './change-channel.ts';
import { checkNumber } from './check-number.ts';
import { deleteChannel } from './delete-channel.ts';
import { findSmsDoor } from './find-sms-door.ts';
import { listChannels } from './list-channels.ts';
import { createSmsDoors } from './sms-doors.ts';

const publicUrl = 'https://parley.example.com';
const SID = `AC${'0'.repeat(32)}`;

let core: TestCore;
let lookup: Pool;
let numbers = 0;

beforeAll(async () => {
  core = await openTestCore();
  lookup = createPool({ url: core.database.urls.auth, max: 2, name: 'test', onError: () => {} });
});
afterAll(async () => {
  await lookup.end();
  await core.close();
});

const newNumber = () => `+1555010${String(2_000 + numbers++)}`;

/** An organisation with an agent and an account at the carrier. */
async function house() {
  const { as } = await organisationWith(core);
  const [agentId, versionId] = [core.ctx.newId('agent'), core.ctx.newId('agentVersion')];
  await core.database.owner.query(
    `with made as (insert into agent (org_id, id, name, status, current_version_id, created_at) values ($1, $2, 'Robin', 'active', $3, now()))
     insert into agent_version (org_id, id, agent_id, number, spec, digest, created_at) values ($1, $3, $2, 1, '{}', 'd', now())`,
    [as.orgId, agentId, versionId],
  );
  const account = await createConnection(core.ctx, as, {
    kind: 'twilio',
    name: 'Phones',
    base_url: null,
    settings: { account_sid: SID },
    secret: { auth_token: 'the-token-of-this-account' },
  });
  return { as, agentId, connectionId: account.id };
}

const number = (of: { agentId: string; connectionId: string }, more = {}) => ({
  ...{ name: 'Front desk', number: newNumber(), agentId: of.agentId, connectionId: of.connectionId, publicUrl },
  ...more,
});

const listed = async (as: As) => (await listChannels(core.ctx, as.orgId, { limit: 100, publicUrl })).data;

test('a number is added with the addresses that the carrier calls, and found by them', async () => {
  const here = await house();
  const given = number(here);
  const made = await addNumber(core.ctx, here.as, given);
  const base = `${publicUrl}/v1/channels/sms/${here.connectionId}`;
  expect(made.sms).toEqual({
    number: given.number,
    connection: { id: here.connectionId, name: 'Phones' },
    inbound_url: `${base}/inbound`,
    status_url: `${base}/status`,
    check: null,
  });
  expect(await listed(here.as)).toEqual([made]);
  const find = (to: string) => findSmsDoor(lookup, core.ctx, { connectionId: here.connectionId, number: to });
  expect(await find(given.number)).toEqual({
    orgId: here.as.orgId,
    accountSid: SID,
    tokens: ['the-token-of-this-account'],
    channelId: made.id,
  });
  expect(await find('+15550100000')).toMatchObject({ channelId: null });
  const second = await createConnection(core.ctx, here.as, {
    ...{ kind: 'twilio', name: 'Others', base_url: null, settings: { account_sid: SID } },
  });
  const byAnother = { connectionId: second.id, number: given.number };
  expect(await findSmsDoor(lookup, core.ctx, byAnother)).toMatchObject({ channelId: null });
  expect((await recordOf(core, here.as.orgId)).at(-2)).toMatchObject({
    action: 'channel.created',
    after: { kind: 'sms', number: given.number },
  });
});

test('a number belongs to one channel of the installation, also when two ask at once', async () => {
  const [one, other] = [await house(), await house()];
  const same = newNumber();
  const asked = await Promise.allSettled([
    addNumber(core.ctx, one.as, number(one, { number: same })),
    addNumber(core.ctx, other.as, number(other, { number: same })),
  ]);
  expect(asked.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(asked.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'number_taken' } });
});

test('both tokens hold while one is being replaced; without one nothing is found to check with', async () => {
  const here = await house();
  await addNumber(core.ctx, here.as, number(here));
  const tokens = async () =>
    (await findSmsDoor(lookup, core.ctx, { connectionId: here.connectionId, number: '' }))?.tokens;
  const secret = { auth_token: 'the-new-token-of-it', previous_auth_token: 'the-token-of-this-account' };
  await changeConnection(core.ctx, here.as, { id: here.connectionId, secret });
  expect(await tokens()).toEqual(['the-new-token-of-it', 'the-token-of-this-account']);
  await changeConnection(core.ctx, here.as, { id: here.connectionId, secret: null });
  expect(await tokens()).toEqual([]);
});

test('calls that come together ask once, and the next one asks anew', async () => {
  const here = await house();
  const { sms } = await addNumber(core.ctx, here.as, number(here));
  let queries = 0;
  const counted = new Proxy(lookup, {
    get(pool, name) {
      if (name === 'query') queries += 1;
      const value = Reflect.get(pool, name, pool);
      return typeof value === 'function' ? value.bind(pool) : value;
    },
  });
  const doors = createSmsDoors(counted, core.ctx);
  const asked = { connectionId: here.connectionId, number: sms?.number ?? '' };
  const found = await Promise.all(Array.from({ length: 50 }, () => doors(asked)));
  expect(new Set(found).size).toBe(1);
  expect(queries).toBe(1);
  await changeConnection(core.ctx, here.as, { id: here.connectionId, secret: null });
  expect(await doors(asked)).toMatchObject({ tokens: [] });
  expect(queries).toBe(2);
});

describe('what does not fit is refused', () => {
  test('an agent or an account of another organisation, or an account of another kind', async () => {
    const [here, there] = [await house(), await house()];
    const add = (more: object) => addNumber(core.ctx, here.as, number(here, more));
    await expect(add({ agentId: there.agentId })).rejects.toMatchObject({ code: 'no_such_agent' });
    await expect(add({ connectionId: there.connectionId })).rejects.toMatchObject({ code: 'no_such_connection' });
    const kind = { kind: 'openai', name: 'Models', base_url: null, settings: {} } as const;
    const { id } = await createConnection(core.ctx, here.as, kind);
    await expect(add({ connectionId: id })).rejects.toMatchObject({ code: 'not_a_carrier' });
    expect(await listed(here.as)).toEqual([]);
  });

  test.each(['example.com', 'https://example.com/path', 'https://*.com', '*', 'ftp://example.com'])(
    'a site written as %s',
    async (origin) => {
      const here = await house();
      const chat = { name: 'Chat', agentId: here.agentId, allowedOrigins: [origin], publicUrl };
      await expect(addWebChat(core.ctx, here.as, chat)).rejects.toMatchObject({ code: 'invalid_origin' });
    },
  );
});

test('a web chat has its script; its sites are kept as browsers write them', async () => {
  const here = await house();
  const allowedOrigins = ['https://Example.com', 'https://example.com:443', ' https://*.example.com '];
  const made = await addWebChat(core.ctx, here.as, { name: 'Chat', agentId: here.agentId, allowedOrigins, publicUrl });
  expect(made.web_chat).toEqual({
    allowed_origins: ['https://example.com', 'https://*.example.com'],
    identity_secret_set_at: null,
    codes_from: null,
    script: `<script src="${publicUrl}/widget.js" data-channel="${made.id}" async></script>`,
  });
});

test('a change says what it replaced; one that changes nothing is not recorded', async () => {
  const here = await house();
  const made = await addNumber(core.ctx, here.as, number(here));
  const entries = async () => (await recordOf(core, here.as.orgId)).length;
  const before = await entries();
  const change = { id: made.id, publicUrl };
  expect(await changeChannel(core.ctx, here.as, { ...change, name: made.name })).toEqual(made);
  expect(await entries()).toBe(before);
  expect(await changeChannel(core.ctx, here.as, { ...change, name: 'Night desk' })).toMatchObject({
    name: 'Night desk',
  });
  expect((await recordOf(core, here.as.orgId)).at(-1)).toMatchObject({
    action: 'channel.changed',
    detail: { before: { name: 'Front desk' }, after: { name: 'Night desk' } },
  });
  await expect(changeChannel(core.ctx, here.as, { ...change, allowedOrigins: [] })).rejects.toMatchObject({
    code: 'not_of_this_kind',
  });
});

test('what a carrier says is kept, and forgotten with the account it was asked with', async () => {
  const here = await house();
  const { id, sms } = await addNumber(core.ctx, here.as, number(here));
  const asked: unknown[] = [];
  const checked = await checkNumber(core.ctx, here.as, {
    id,
    publicUrl,
    async ask(account, question) {
      asked.push({ token: account.authToken, ...question });
      return 'ready';
    },
  });
  expect(asked).toEqual([{ token: 'the-token-of-this-account', number: sms?.number, inboundUrl: sms?.inbound_url }]);
  expect(checked.sms?.check).toMatchObject({ result: 'ready' });
  const second = await createConnection(core.ctx, here.as, {
    ...{ kind: 'twilio', name: 'Others', base_url: null, settings: { account_sid: SID } },
  });
  const moved = await changeChannel(core.ctx, here.as, { id, publicUrl, connectionId: second.id });
  expect(moved.sms?.check).toBeNull();
  const never = async () => Promise.reject(new Error('asked without a token'));
  expect((await checkNumber(core.ctx, here.as, { id, publicUrl, ask: never })).sms?.check).toMatchObject({
    result: 'no_secret',
  });
});

test('an unused channel goes; one that was written to stays, and so does the account of a number', async () => {
  const here = await house();
  const [unused, used] = [
    await addNumber(core.ctx, here.as, number(here)),
    await addNumber(core.ctx, here.as, number(here)),
  ];
  await ingestTurn(core.ctx, {
    ...{ orgId: here.as.orgId, channelId: used.id, point: { kind: 'sms', address: '+15550100777' } },
    ...{ externalId: 'SM1', text: 'hello', clientId: null, traceparent: null },
  });
  await deleteChannel(core.ctx, here.as, { id: unused.id });
  await expect(deleteChannel(core.ctx, here.as, { id: used.id })).rejects.toMatchObject({ code: 'channel_in_use' });
  await expect(deleteConnection(core.ctx, here.as, { id: here.connectionId })).rejects.toMatchObject({
    code: 'connection_in_use',
  });
  expect((await listed(here.as)).map(({ id }) => id)).toEqual([used.id]);
});
