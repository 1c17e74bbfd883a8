import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../testing/test-core.ts';
import { contactStatement, organisationStatement } from './statements.ts';
import { STORES } from './stores.ts';

let core: TestCore;
beforeAll(async () => {
  core = await openTestCore();
});
afterAll(() => core.close());

type Table = { name: string; columns: string[]; key: string[]; deletable: boolean };

/** Every table with an organisation, as the database knows it. */
async function tables(): Promise<Table[]> {
  const { rows } = await core.database.owner.query<Table>(
    `select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns,
       (select array_agg(k.attname::text order by p.place) from pg_index i, unnest(i.indkey) with ordinality as p(attnum, place)
         join pg_attribute k on k.attnum = p.attnum where i.indrelid = c.oid and i.indisprimary and k.attrelid = c.oid
           and k.attname <> 'org_id') as key,
       has_table_privilege('parley_app', c.oid, 'delete') as deletable
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace
     group by c.oid, c.relname
     having bool_or(a.attname = 'org_id') order by c.relname`,
  );
  return rows;
}

const HERE = 'packages/core/src/erasure/stores.ts';

test('every table with an organisation says how it is exported and erased', async () => {
  const known = new Set(STORES.map(({ table }) => table));
  const forgotten = (await tables()).filter(({ name }) => !known.has(name));
  const words = forgotten.map(
    ({ name, columns, key }) =>
      `${name} (${columns.join(', ')}) is missing from STORES in ${HERE}. Add { table: '${name}', holds: '…', key: [${(key ?? []).map((column) => `'${column}'`).join(', ')}], export: all, ofContact: nothing, ofOrganisation: erased }, before every table that it refers to; leave secrets and their hashes out of the export; say by \`ofContact\` how a contact's rows in it are found and emptied; and let the app delete its rows: GRANT DELETE to parley_app where it does anyway, else deletes_by_erasure_only('${name}') in a migration that comes after 20261120139000_erasure (or in its list), with UPDATE of the columns that are emptied.`,
  );
  expect(words).toEqual([]);
});

test('no store is named that is not there, and none twice', async () => {
  const there = new Set((await tables()).map(({ name }) => name));
  expect(STORES.filter(({ table }) => !there.has(table)).map(({ table }) => table)).toEqual([]);
  expect(new Set(STORES.map(({ table }) => table)).size).toBe(STORES.length);
});

test('what holds something of a conversation holds something of a contact', async () => {
  const tells = new Set(['contact_id', 'conversation_id', 'turn_id', 'run_id', 'message_id', 'reply_id']);
  const silent = (await tables()).filter(
    ({ name, columns }) =>
      columns.some((column) => tells.has(column)) &&
      STORES.find(({ table }) => table === name)?.ofContact.kind === 'nothing',
  );
  expect(silent.map(({ name }) => `${name} names a contact's rows: say in ${HERE} what becomes of them`)).toEqual([]);
});

test('what an organisation’s erasure takes away, the app may delete', async () => {
  const locked = (await tables()).filter(
    ({ name, deletable }) => !deletable && STORES.find(({ table }) => table === name)?.ofOrganisation.kind === 'erased',
  );
  expect(
    locked.map(
      ({ name }) =>
        `deletes_by_erasure_only('${name}') is missing: in a migration after 20261120139000_erasure, or in its list`,
    ),
  ).toEqual([]);
});

test('every statement of the registry is one that the app may run', async () => {
  const orgId = core.ctx.newId('organisation');
  for (const store of STORES) {
    await core.ctx.db.inOrg(orgId, async (tx) => {
      const ofContact = contactStatement(store);
      if (ofContact) expect(await tx.$executeRawUnsafe(ofContact, orgId, 'cont_x', ['somewhere']), store.table).toBe(0);
      const ofOrganisation = organisationStatement(store);
      if (ofOrganisation) expect(await tx.$executeRawUnsafe(ofOrganisation, orgId), store.table).toBe(0);
    });
  }
});
