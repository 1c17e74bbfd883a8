import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTempDir, SUPPORTED, startTestServer, type TestServer } from '../postgres/test-server.ts';
import { withClient } from '../postgres/with-client.ts';
import { runMigrateCommand } from './cli.ts';
import { checkDrift, createMigration, migrate, migrationStatus } from './engine.ts';
import { withSchemaEngine } from './schema-engine.ts';

const MODEL = `
  datasource db {
    provider = "postgresql"
  }
  model Parcel {
    id     String @id
    weight Int
    @@map("parcel")
  }`;

const TABLE =
  'create table parcel (id text not null, weight integer not null, constraint parcel_pkey primary key (id));';

// Everything that a naive split at semicolons breaks.
const PROGRAMS = `
  create function heavier() returns trigger language plpgsql as $$
  begin
    new.weight := new.weight + 1; -- a comment; with a semicolon
    return new;
  end $$;
  create trigger grow before insert on parcel for each row execute function heavier();
  do $do$ begin insert into parcel values ('p;1', 1); end $do$;`;

let prismaDir: string;
beforeEach(() => {
  prismaDir = openTempDir();
  writeFileSync(path.join(prismaDir, 'schema.prisma'), MODEL);
});
afterEach(() => rmSync(prismaDir, { recursive: true }));

const write = (name: string, sql: string) => {
  mkdirSync(path.join(prismaDir, 'migrations', name), { recursive: true });
  writeFileSync(path.join(prismaDir, 'migrations', name, 'migration.sql'), sql);
};

const ask = (url: string, text: string) =>
  withClient(url, async (client) => (await client.query({ text, rowMode: 'array' })).rows.flat());

describe.each(SUPPORTED)('$name', ({ binaries }) => {
  let server: TestServer;
  let url: string;
  beforeAll(async () => {
    server = await startTestServer(binaries);
  });
  afterAll(() => server.remove());
  beforeEach(async () => {
    url = await server.newDatabase();
  });

  test('applies what is pending, in order, once', async () => {
    write('2_programs', PROGRAMS);
    write('1_table', TABLE);
    expect((await migrationStatus(url, { prismaDir })).pending).toEqual(['1_table', '2_programs']);

    expect(await migrate(url, { prismaDir })).toEqual(['1_table', '2_programs']);
    expect(await ask(url, 'select * from parcel')).toEqual(['p;1', 2]);
    expect(await migrate(url, { prismaDir })).toEqual([]);
    expect(await migrationStatus(url, { prismaDir })).toEqual({
      applied: ['1_table', '2_programs'],
      pending: [],
      edited: [],
      unknown: [],
      unfinished: [],
    });
  });

  test('Prisma’s own engine agrees about the history', async () => {
    write('1_table', TABLE);
    await migrate(url, { prismaDir });
    const diagnosis = await withSchemaEngine(url, prismaDir, ({ engine, migrationsList }) =>
      engine.diagnoseMigrationHistory({
        migrationsList,
        optInToShadowDatabase: false,
        filters: { externalTables: [], externalEnums: [] },
      }),
    );
    expect(diagnosis).toEqual({
      editedMigrationNames: [],
      failedMigrationNames: [],
      hasMigrationsTable: true,
      history: null,
    });
  });

  test('several processes at once apply each migration once', async () => {
    write('1_table', TABLE);
    write('2_programs', PROGRAMS);
    const applied = await Promise.all(Array.from({ length: 4 }, () => migrate(url, { prismaDir })));

    expect(applied.flat().sort()).toEqual(['1_table', '2_programs']);
    expect(await ask(url, 'select count(*)::int from parcel')).toEqual([1]);
  });

  test('a migration that fails is named with its line, leaves nothing, and may be corrected', async () => {
    write('1_table', TABLE);
    write('2_wrong', 'create table extra (id text);\n\ninsert into parcel (id, wieght) values (1, 1);');
    await expect(migrate(url, { prismaDir })).rejects.toMatchObject({
      problem: 'failed',
      message: expect.stringMatching(
        /Migration 2_wrong failed, nothing of it was kept: column "wieght" .* \(42703\)\n {2}near line 3: insert into parcel/,
      ),
    });
    expect(await ask(url, `select to_regclass('extra')`)).toEqual([null]);

    write('2_wrong', 'create table extra (id text);');
    expect(await migrate(url, { prismaDir })).toEqual(['2_wrong']);
  });

  test('a migration whose process dies is undone, and the next start applies it', async () => {
    write('1_slow', `${TABLE} insert into parcel values ('p', 1); select pg_terminate_backend(pg_backend_pid());`);
    await expect(migrate(url, { prismaDir })).rejects.toThrow('1_slow');
    expect(await ask(url, `select to_regclass('parcel')`)).toEqual([null]);
    write('1_slow', TABLE);
    expect(await migrate(url, { prismaDir })).toEqual(['1_slow']);
  });

  test('a migration and its record stand or fall together', async () => {
    write('1_table', TABLE);
    write('2_refused', `create table extra (id text); alter table _prisma_migrations add check (migration_name < '2')`);
    await expect(migrate(url, { prismaDir })).rejects.toThrow('2_refused');
    expect(await ask(url, `select to_regclass('extra')`)).toEqual([null]);
  });

  test('a migration that was edited after it was applied is refused by name', async () => {
    write('1_table', TABLE);
    await migrate(url, { prismaDir });
    write('1_table', `${TABLE} -- improved`);
    await expect(migrate(url, { prismaDir })).rejects.toMatchObject({
      problem: 'edited',
      message: expect.stringContaining('1_table'),
    });
  });

  test('a database that is ahead of the code is refused', async () => {
    write('1_table', TABLE);
    write('2_later', 'select 1');
    await migrate(url, { prismaDir });
    rmSync(path.join(prismaDir, 'migrations/2_later'), { recursive: true });
    await expect(migrate(url, { prismaDir })).rejects.toMatchObject({
      problem: 'database_ahead',
      message: expect.stringContaining('2_later'),
    });
  });

  test('a migration that another tool left half done is refused with the way out', async () => {
    write('1_table', TABLE);
    await migrate(url, { prismaDir });
    await ask(url, `update _prisma_migrations set finished_at = null, logs = 'relation exists'`);
    await expect(migrate(url, { prismaDir })).rejects.toMatchObject({
      problem: 'unfinished',
      message: expect.stringMatching(/1_table.*relation exists[\s\S]*rolled_back_at/),
    });
  });

  test('drift: what schema.prisma has and the migrations lack is shown as SQL', async () => {
    write('1_table', TABLE);
    expect(await checkDrift(url, { prismaDir })).toBeNull();
    writeFileSync(path.join(prismaDir, 'schema.prisma'), MODEL.replace('weight Int', 'weight Int\n colour String'));
    expect(await checkDrift(url, { prismaDir })).toContain('ADD COLUMN     "colour" TEXT NOT NULL');
    expect(await ask(url, `select count(*)::int from pg_database where datname like 'parley_shadow%'`)).toEqual([0]);
  });

  test('a migration that fails in the drift check is told in the words of the database', async () => {
    write('1_table', TABLE.replace('integer', 'intteger'));
    await expect(checkDrift(url, { prismaDir })).rejects.toThrow('type "intteger" does not exist');
    expect(await ask(url, `select count(*)::int from pg_database where datname like 'parley_shadow%'`)).toEqual([0]);
  });

  test('what Prisma cannot express is no drift: partitions, row-level security, checks, partial and expression indexes', async () => {
    write(
      '1_table',
      `${TABLE.replace(';', ' partition by range (id);')}
       create table parcel_other partition of parcel default;
       alter table parcel add constraint light check (weight < 100);
       alter table parcel enable row level security;
       alter table parcel force row level security;
       create policy mine on parcel using (id = current_user);
       create index on parcel (lower(id));
       create index on parcel (weight) where weight > 10;
       ${PROGRAMS}`,
    );
    expect(await checkDrift(url, { prismaDir })).toBeNull();
  });

  test('a new migration is written from the difference, and closes it', async () => {
    write('1_table', TABLE);
    await migrate(url, { prismaDir });
    expect(await createMigration(url, 'nothing', { prismaDir })).toBeNull();

    writeFileSync(path.join(prismaDir, 'schema.prisma'), MODEL.replace('weight Int', 'weight Int\n colour String?'));
    const now = new Date('2026-11-20T08:30:00Z');
    const name = (await createMigration(url, 'Add colour', { prismaDir, now })) ?? '';
    expect(name).toBe('20261120083000_add_colour');
    expect(readFileSync(path.join(prismaDir, 'migrations', name, 'migration.sql'), 'utf8')).toContain('"colour" TEXT');
    expect(await migrate(url, { prismaDir })).toEqual([name]);
    expect(await checkDrift(url, { prismaDir })).toBeNull();
  });

  test('the command line says what it did, and by its exit code whether all is well', async () => {
    const lines: string[] = [];
    const run = (...args: string[]) =>
      runMigrateCommand(args, { ownerUrl: url, prismaDir, say: (line) => lines.push(line) });
    write('1_table', TABLE);
    expect([await run('status'), await run('deploy'), await run('status'), await run('check')]).toEqual([1, 0, 0, 0]);
    expect(lines).toEqual([
      'Applied: 0. Pending: 1_table.',
      'Applied: 1_table',
      'Applied: 1. Pending: none.',
      'Migrations and schema.prisma agree.',
    ]);
    expect([await run('dev', 'more'), await run('dev'), await run('undo')]).toEqual([0, 2, 2]);
  });

  test('our own migrations give our own schema, from empty', async () => {
    const applied = await migrate(url);
    expect(applied).toEqual((await migrationStatus(url)).applied);
    expect(applied.length).toBeGreaterThan(0);
    expect(await checkDrift(url)).toBeNull();
  });
});
