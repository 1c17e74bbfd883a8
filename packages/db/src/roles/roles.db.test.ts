import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { migrate } from '../migrate/engine.ts';
import { SUPPORTED, startTestServer, type TestServer } from '../postgres/test-server.ts';
import { withClient } from '../postgres/with-client.ts';
import { bypassReasons } from './assert-cannot-bypass.ts';
import { ensureRoles, type RolePasswords, roleUrl } from './ensure-roles.ts';
import { ROLE_NAMES } from './role-names.ts';

const passwords: RolePasswords = {
  parley_app: "pass'of app/@",
  parley_engine: 'pass-of-engine',
  parley_auth: 'pass-of-auth',
  parley_slackbot: 'pass-of-slackbot',
};

const run = (url: string, text: string) =>
  withClient(url, async (client) => (await client.query({ text, rowMode: 'array' })).rows?.flat());

const reasonsOf = (url: string) => withClient(url, (client) => bypassReasons(client));

describe.each(SUPPORTED)('$name', ({ binaries }) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(binaries);
  });
  afterAll(() => server.remove());
  describe('the roles', () => {
    let url: string;
    beforeEach(async () => {
      url = await server.newDatabase();
    });

    test('each role logs in with its password and can do none of what would let it out of its bounds', async () => {
      await ensureRoles(url, passwords);
      for (const role of ROLE_NAMES) {
        const ours = roleUrl(url, role, passwords[role]);
        expect(await run(ours, 'select current_user')).toEqual([role]);
        expect(await reasonsOf(ours)).toEqual([]);
        await expect(run(ours, 'create table mine (id int)')).rejects.toThrow('permission denied for schema public');
        await expect(run(ours, 'create role another')).rejects.toThrow('permission denied');
        await expect(run(ours, 'set role parley_owner')).rejects.toThrow('permission denied');
        await expect(run(roleUrl(url, role, 'guessed'), 'select 1')).rejects.toThrow('password authentication failed');
      }
    });

    test('nobody else gets into the database', async () => {
      await ensureRoles(url, passwords);
      await run(
        url,
        `do $$ begin create role stranger login password 'stranger'; exception when duplicate_object then null; end $$`,
      );
      const stranger = new URL(url);
      stranger.username = 'stranger';
      stranger.password = 'stranger';
      await expect(run(stranger.href, 'select 1')).rejects.toThrow('permission denied for database');
    });

    test('a second time says nothing to the server; a new password counts at once', async () => {
      await ensureRoles(url, passwords);
      const stored = () =>
        run(url, `select rolpassword, xmin::text from pg_authid where rolname ~ '^parley_' order by rolname`);
      const before = await stored();
      await ensureRoles(url, passwords);
      expect(await stored()).toEqual(before);

      const changed = { ...passwords, parley_auth: 'another' };
      await ensureRoles(url, changed);
      expect(await run(roleUrl(url, 'parley_auth', 'another'), 'select 1')).toEqual([1]);
      await expect(run(roleUrl(url, 'parley_auth', passwords.parley_auth), 'select 1')).rejects.toThrow('password');
    });

    test('several starts at once, in several databases of one server', async () => {
      const others = await Promise.all([server.newDatabase(), server.newDatabase()]);
      const fresh = { ...passwords, parley_app: 'from a fresh start' };
      await Promise.all([url, url, ...others].map((each) => ensureRoles(each, fresh)));
      for (const each of [url, ...others])
        expect(await run(roleUrl(each, 'parley_app', fresh.parley_app), 'select 1')).toEqual([1]);
    });

    test('rights that a role got by mistake are taken from it', async () => {
      await ensureRoles(url, passwords);
      await run(url, 'alter role parley_engine superuser bypassrls createrole');
      await ensureRoles(url, passwords);
      expect(await reasonsOf(roleUrl(url, 'parley_engine', passwords.parley_engine))).toEqual([]);
    });

    test('an owner who is not superuser, as on a managed server, can do all of it', async () => {
      const cleanServer = await startTestServer(binaries);
      try {
        const admin = await cleanServer.newDatabase();
        const owner = new URL(admin);
        owner.username = 'managed_owner';
        owner.password = 'managed';
        const database = pg.escapeIdentifier(owner.pathname.slice(1));
        await run(
          admin,
          `create role managed_owner login createrole password 'managed'; alter database ${database} owner to managed_owner`,
        );

        await ensureRoles(owner.href, passwords);
        await migrate(owner.href);
        await ensureRoles(owner.href, { ...passwords, parley_app: 'later' });
        expect(await reasonsOf(roleUrl(owner.href, 'parley_app', 'later'))).toEqual([]);
      } finally {
        await cleanServer.remove();
      }
    });
  });

  describe('a role that could see past row-level security', () => {
    let migrated: string;
    beforeAll(async () => {
      migrated = await server.newDatabase();
      await migrate(migrated);
      await ensureRoles(migrated, passwords);
    });

    /** What parley_app could do after `sql`, of which nothing stays. */
    const reasonsAfter = (sql: string) =>
      withClient(migrated, async (client) => {
        await client.query('begin');
        await client.query(sql);
        await client.query('set local session authorization parley_app');
        return bypassReasons(client);
      });

    test('none of ours, on our own migrations', async () => {
      for (const role of ROLE_NAMES) expect(await reasonsOf(roleUrl(migrated, role, passwords[role]))).toEqual([]);
      expect(await reasonsOf(migrated)).toContain('parley_owner is superuser');
    });

    test.each([
      ['alter role parley_app superuser nobypassrls', 'parley_app is superuser'],
      ['alter role parley_app bypassrls', 'parley_app may bypass row-level security'],
      ['alter role parley_app createrole', 'parley_app may make roles'],
      ['create role b bypassrls; grant b to parley_app', 'parley_app is a member of b, which could'],
      [
        'create role o; grant o to parley_app; alter table reply owner to o',
        'parley_app is a member of o, which could',
      ],
      ['alter table contact owner to parley_app', 'parley_app owns contact'],
      [
        'grant truncate on contact to parley_app',
        'parley_app may truncate contact, which row-level security does not prevent',
      ],
      ['alter table contact no force row level security', 'row-level security is not forced on contact'],
      ['alter table contact disable row level security', 'row-level security is not forced on contact'],
      ['grant select on turn_other to parley_app', 'row-level security is not forced on turn_other'],
      ['grant select (org_id) on turn_other to parley_app', 'row-level security is not forced on turn_other'],
      ['create view v as table contact; grant select on v to parley_app', 'v reads past row-level security'],
      [
        'create materialized view m as table contact; grant select on m to parley_app',
        'm reads past row-level security',
      ],
    ])('%s', async (sql, reason) => {
      expect(await reasonsAfter(sql)).toContain(reason);
    });

    test('a view that asks as its reader is in order', async () => {
      const sql = 'create view v with (security_invoker = true) as table contact; grant select on v to parley_app';
      expect(await reasonsAfter(sql)).toEqual([]);
    });
  });
});

test('an address without a host is refused instead of staying the owner’s', () => {
  expect(() => roleUrl('postgresql:///parley?host=/run/postgresql', 'parley_app', 'x')).toThrow('names no host');
});
