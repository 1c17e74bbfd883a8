import { createPool, type Pool } from '@parley/db/pools';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordOf } from '../testing/people.ts';
import { openTestCore, type TestCore } from '../testing/test-core.ts';
import { createOwner } from './create-owner.ts';

let core: TestCore;
let lookup: Pool;
beforeAll(async () => {
  core = await openTestCore();
  lookup = createPool({ url: core.database.urls.auth, max: 2, name: 'test', onError: () => {} });
});
afterAll(async () => {
  await lookup.end();
  await core.close();
});

const NEW = { name: 'Ada', password: 'made-once-only', organisation: 'Quay Clinic', timeZone: 'UTC' };

test('an owner made at the command line owns an organisation, on the record; the address is taken then', async () => {
  const { userId, orgId } = await createOwner(core.ctx, lookup, { ...NEW, email: 'Ada@Quay.example' });
  const { rows } = await core.database.owner.query(
    `select u.email, u.email_verified, m.role, o.is_demo from auth_user u
     join membership m on m.user_id = u.id join organisation o on o.id = m.org_id where u.id = $1`,
    [userId],
  );
  expect(rows).toEqual([{ email: 'ada@quay.example', email_verified: true, role: 'owner', is_demo: false }]);
  expect(await recordOf(core, orgId)).toMatchObject([{ action: 'organisation.created', actor: userId }]);
  await expect(createOwner(core.ctx, lookup, { ...NEW, email: 'ada@quay.example' })).rejects.toMatchObject({
    code: 'address_taken',
  });
});
