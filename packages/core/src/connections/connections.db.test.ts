import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { As } from '../acting.ts';
import { createKeyring } from '../secrets/keyring.ts';
import { lastOf, organisationWith, recordOf } from '../testing/people.ts';
import { openTestCore, type TestCore } from '../testing/test-core.ts';
import { changeConnection } from './change-connection.ts';
import { createConnection, type NewConnection } from './create-connection.ts';
import { deleteConnection } from './delete-connection.ts';
import { listConnections } from './list-connections.ts';
import { openConnectionSecret } from './open-connection-secret.ts';

let core: TestCore;
let as: As;
let other: As;

beforeAll(async () => {
  core = await openTestCore();
  ({ as } = await organisationWith(core));
  ({ as: other } = await organisationWith(core));
});
afterAll(() => core.close());

const SID = `AC${'0'.repeat(32)}`;
const TOKEN = 'canary-0123456789abcdef-last';
const phones = (input: Partial<NewConnection> = {}): NewConnection => ({
  kind: 'twilio',
  name: 'Phones',
  base_url: null,
  settings: { account_sid: SID },
  secret: { auth_token: TOKEN },
  ...input,
});
const gateway = (base_url: string | null) =>
  phones({ kind: 'openai_compatible', base_url, settings: {}, secret: { api_key: TOKEN } });

const secretRow = async (id: string): Promise<string | null> =>
  (await core.database.owner.query<{ secret: string | null }>('select secret from connection where id = $1', [id]))
    .rows[0]?.secret ?? null;

test('a connection opens for the code that needs it, and for nobody else', async () => {
  const made = await createConnection(core.ctx, as, phones());
  expect(made).toMatchObject({ kind: 'twilio', base_url: null, secret: { hint: 'last' } });
  expect(await openConnectionSecret(core.ctx, as.orgId, made.id)).toEqual({
    kind: 'twilio',
    baseUrl: null,
    settings: { accountSid: SID },
    secret: { authToken: TOKEN },
  });
  const rotating = { auth_token: 'the-new-token-0123456789', previous_auth_token: TOKEN };
  await changeConnection(core.ctx, as, { id: made.id, secret: rotating });
  expect(await openConnectionSecret(core.ctx, as.orgId, made.id)).toMatchObject({
    secret: { authToken: rotating.auth_token, previousAuthToken: TOKEN },
  });
  await expect(openConnectionSecret(core.ctx, other.orgId, made.id)).rejects.toMatchObject({
    code: 'no_such_connection',
  });
});

test('nowhere is it kept, shown or recorded in the clear', async () => {
  const made = await createConnection(core.ctx, as, phones());
  await changeConnection(core.ctx, as, { id: made.id, secret: { auth_token: `x${TOKEN}` } });
  const listed = await listConnections(core.ctx, as.orgId, { limit: 100 });
  const { rows } = await core.database.owner.query('select * from connection');
  const told = JSON.stringify([made, listed, rows, await recordOf(core, as.orgId)]);
  expect(told).not.toContain(TOKEN);
  expect(told).not.toContain('canary');
});

test('the database takes no secret that is not sealed', async () => {
  const { id } = await createConnection(core.ctx, as, phones());
  await expect(
    core.database.owner.query(`update connection set secret = 'in the clear' where id = $1`, [id]),
  ).rejects.toThrow(/connection_secret_sealed/);
});

describe('a sealed secret that is moved does not open:', () => {
  const move = (from: string, to: string) =>
    core.database.owner.query(
      `update connection t set secret = f.secret, secret_set_at = now() from connection f where f.id = $1 and t.id = $2`,
      [from, to],
    );

  test('in another row', async () => {
    const [mine, theirs] = [
      await createConnection(core.ctx, as, phones()),
      await createConnection(core.ctx, as, phones()),
    ];
    await move(mine.id, theirs.id);
    await expect(openConnectionSecret(core.ctx, as.orgId, theirs.id)).rejects.toMatchObject({
      code: 'secret_unreadable',
    });
    expect(await openConnectionSecret(core.ctx, as.orgId, mine.id)).toMatchObject({ secret: { authToken: TOKEN } });
  });

  test('in another organisation, under the same id', async () => {
    const { id } = await createConnection(core.ctx, as, phones());
    await core.database.owner.query(
      `insert into connection select $2, id, kind, name, base_url, settings, secret, secret_hint, secret_set_at, created_at, updated_at
       from connection where org_id = $1 and id = $3`,
      [as.orgId, other.orgId, id],
    );
    await expect(openConnectionSecret(core.ctx, other.orgId, id)).rejects.toMatchObject({ code: 'secret_unreadable' });
  });
});

describe('the host', () => {
  test.each([
    ['another host', 'https://evil.example/v1', 'cleared'],
    ['another port', 'https://models.example:8443/v1', 'cleared'],
    ['another path of the same host', 'https://models.example/v2', 'kept'],
    ['the same again', 'https://models.example/v1/', 'kept'],
  ])('%s: the secret is %s', async (_, base_url, fate) => {
    const { id } = await createConnection(core.ctx, as, gateway('https://models.example/v1'));
    const changed = await changeConnection(core.ctx, as, { id, base_url });
    expect(changed.secret === null).toBe(fate === 'cleared');
    expect((await secretRow(id)) === null).toBe(fate === 'cleared');
    if (fate === 'kept') return;
    expect((await lastOf(core, as.orgId))?.after).toMatchObject({ secret: 'cleared_with_host' });
    await expect(openConnectionSecret(core.ctx, as.orgId, id)).rejects.toMatchObject({
      code: 'connection_without_secret',
    });
  });

  test('from the provider’s own to another one clears it too; with a new secret the new one stands', async () => {
    const { id } = await createConnection(core.ctx, as, phones());
    expect((await changeConnection(core.ctx, as, { id, base_url: 'https://proxy.example' })).secret).toBeNull();
    const both = { id, base_url: 'https://other.example', secret: { auth_token: 'given-for-the-new-host-00' } };
    await changeConnection(core.ctx, as, both);
    expect(await openConnectionSecret(core.ctx, as.orgId, id)).toMatchObject({
      baseUrl: 'https://other.example',
      secret: { authToken: both.secret.auth_token },
    });
    expect((await changeConnection(core.ctx, as, { id, base_url: null })).secret).toBeNull();
  });

  test('a new host and a new secret at the same moment never meet the other’s', async () => {
    for (let round = 0; round < 5; round++) {
      const { id } = await createConnection(core.ctx, as, gateway('https://one.example'));
      await Promise.all([
        changeConnection(core.ctx, as, { id, base_url: 'https://two.example' }),
        changeConnection(core.ctx, as, { id, name: 'Renamed meanwhile' }),
      ]);
      expect(await secretRow(id)).toBeNull();
    }
  });

  test.each([
    'http://models.example',
    'https://127.0.0.1/v1',
    'https://[::ffff:127.0.0.1]/',
    'https://169.254.169.254/latest',
    'https://localhost',
    'https://user:pass@models.example',
    'https://models.example/v1?x=1',
    'nonsense',
  ])('%s is refused when it is saved', async (base_url) => {
    await expect(createConnection(core.ctx, as, gateway(base_url))).rejects.toMatchObject({ param: 'base_url' });
  });

  test('in demo mode the street may be called', async () => {
    const demo = { ...core.ctx, outbound: { allowedOrigins: ['http://127.0.0.1:4003'] } };
    const made = await createConnection(demo, as, phones({ base_url: 'http://127.0.0.1:4003/twilio' }));
    expect(made.base_url).toBe('http://127.0.0.1:4003/twilio');
  });
});

test.each([
  ['settings.account_sid', phones({ settings: { account_sid: 'AC1' } })],
  ['settings', phones({ settings: { account_sid: SID, other: 'x' } })],
  ['secret.auth_token', phones({ secret: { auth_token: 'short' } })],
  ['secret.auth_token', phones({ secret: { auth_token: `with space ${TOKEN}` } })],
  ['secret.auth_token', phones({ secret: { api_key: TOKEN } })],
  ['base_url', gateway(null)],
])('%s that does not fit its kind is refused by name, without its value', async (param, given) => {
  const refusal = await createConnection(core.ctx, as, given).catch((error: Error) => error);
  expect(refusal).toMatchObject({ type: 'invalid_request', param });
  expect(String(refusal)).not.toContain(TOKEN);
});

test('what says the same again changes nothing and leaves no entry; a secret can be taken away', async () => {
  const made = await createConnection(core.ctx, as, phones());
  const entries = (await recordOf(core, as.orgId)).length;
  const same = { id: made.id, name: made.name, base_url: null, settings: { account_sid: SID } };
  expect(await changeConnection(core.ctx, as, same)).toEqual(made);
  expect(await recordOf(core, as.orgId)).toHaveLength(entries);
  expect((await changeConnection(core.ctx, as, { id: made.id, secret: null })).secret).toBeNull();
  expect((await lastOf(core, as.orgId))?.after).toMatchObject({ secret: 'removed' });
});

test('after a change of the installation’s secret the earlier key still opens, and without it the words say what to do', async () => {
  const { id } = await createConnection(core.ctx, as, phones());
  const fresh = randomBytes(32);
  const held = { ...core.ctx, secrets: createKeyring(fresh, [core.ctx.secrets.current.key]) };
  expect(await openConnectionSecret(held, as.orgId, id)).toMatchObject({ secret: { authToken: TOKEN } });
  const lost = { ...core.ctx, secrets: createKeyring(fresh) };
  await expect(openConnectionSecret(lost, as.orgId, id)).rejects.toThrow(/PARLEY_OLD_SECRETS/);
});

test('deleted it is gone, once; another organisation’s is not there to delete', async () => {
  const { id } = await createConnection(core.ctx, as, phones());
  await expect(deleteConnection(core.ctx, other, { id })).rejects.toMatchObject({ code: 'no_such_connection' });
  const twice = await Promise.allSettled([1, 2].map(() => deleteConnection(core.ctx, as, { id })));
  expect(twice.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await lastOf(core, as.orgId)).toMatchObject({ action: 'connection.deleted', detail: { name: 'Phones' } });
});
