import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createConnection } from '../connections/create-connection.ts';
import { openConnectionSecret } from '../connections/open-connection-secret.ts';
import { organisationWith } from '../testing/people.ts';
import { openTestCore, type TestCore } from '../testing/test-core.ts';
import { createKeyring } from './keyring.ts';
import { resealSecrets } from './reseal.ts';
import { SEALED_COLUMNS } from './sealed-columns.ts';

let core: TestCore;
beforeAll(async () => {
  core = await openTestCore();
});
afterAll(() => core.close());

const connect = (as: Parameters<typeof createConnection>[1], token: string) =>
  createConnection(core.ctx, as, {
    kind: 'openai',
    name: 'Models',
    base_url: null,
    settings: {},
    secret: { api_key: token },
  });

test('sealed anew, everything opens without the earlier key; another organisation is left alone', async () => {
  const mine = await organisationWith(core);
  const theirs = await organisationWith(core);
  const ids = [await connect(mine.as, 'first-secret'), await connect(mine.as, 'second-secret')].map(({ id }) => id);
  const foreign = await connect(theirs.as, 'foreign-secret');
  const fresh = randomBytes(32);
  const rotating = { ...core.ctx, secrets: createKeyring(fresh, [core.ctx.secrets.current.key]) };
  const after = { ...core.ctx, secrets: createKeyring(fresh) };

  expect(await resealSecrets(rotating, mine.orgId)).toEqual({ sealedAnew: 2, current: 0, unreadable: [] });
  for (const [i, word] of ['first', 'second'].entries()) {
    expect(await openConnectionSecret(after, mine.orgId, ids[i] ?? '')).toMatchObject({
      secret: { apiKey: `${word}-secret` },
    });
  }
  expect(await resealSecrets(rotating, mine.orgId)).toEqual({ sealedAnew: 0, current: 2, unreadable: [] });
  await expect(openConnectionSecret(after, theirs.orgId, foreign.id)).rejects.toMatchObject({
    code: 'secret_unreadable',
  });
  expect(await resealSecrets(after, theirs.orgId)).toMatchObject({ unreadable: [`connection ${foreign.id}`] });
});

test('every column that is called a secret is in the list', async () => {
  const { rows } = await core.database.owner.query<{ column: string }>(
    `select table_name || '.' || column_name as column from information_schema.columns c
     where table_schema = 'public' and data_type = 'text' and column_name ~ '(^|_)secret$'
       and exists (select from information_schema.columns o where o.table_name = c.table_name and o.column_name = 'org_id')`,
  );
  expect(rows.map(({ column }) => column).sort()).toEqual(
    SEALED_COLUMNS.map(({ table, column }) => `${table}.${column}`).sort(),
  );
});
