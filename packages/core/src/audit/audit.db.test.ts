import { type AppDb, createAppDb } from '@parley/db/client';
import { withClient } from '@parley/db/postgres/with-client';
import { until } from '@parley/testkit/until';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { As } from '../acting.ts';
import type { Ctx } from '../ctx.ts';
import { openTestCore, type TestCore } from '../testing/test-core.ts';
import { type AuditChange, audit } from './audit.ts';
import { eraseDetail } from './erase-detail.ts';
import type { Head } from './examine-chain.ts';
import { sealAudit } from './seal.ts';
import { type ChainReport, verifyAudit } from './verify.ts';

let core: TestCore;
let ctx: Ctx;

beforeAll(async () => {
  core = await openTestCore();
  ctx = core.ctx;
});
afterAll(() => core.close());

const ours: As = { orgId: '', actor: { kind: 'user', id: 'usr_ada' }, requestId: 'req_1', address: '203.0.113.7' };
let as: As;
let theirs: As;

/** Each test has two organisations of its own, whose chains begin with it. */
beforeEach(async () => {
  as = { ...ours, orgId: await newOrganisation() };
  theirs = { ...ours, orgId: await newOrganisation() };
});
// What a test leaves unsealed would be sealed by the next.
afterEach(() => sealAudit(ctx).then(() => {}));

async function newOrganisation(): Promise<string> {
  const id = ctx.newId('organisation');
  await core.database.owner.query(
    `insert into organisation (id, name, slug, time_zone, profile, is_demo, created_at)
     select $1, $1, $1, time_zone, profile, false, now() from organisation limit 1`,
    [id],
  );
  return id;
}

const change = (n: number): AuditChange => ({
  action: 'team.renamed',
  target: { kind: 'team', id: `team_${n}` },
  before: { number: n, wörd: '“ü”\n' },
  after: { number: n + 0.5, nested: { list: [1, null, 'x'] } },
  detail: { name: `Team ${n}` },
});

const record = (who: As, n: number): Promise<string> => ctx.db.inOrg(who.orgId, (tx) => audit(ctx, tx, who, change(n)));

/** Sealed in blocks of three; answers the entries' ids in the order of the chain. */
async function chainOf(who: As, blocks = 3): Promise<string[]> {
  for (let block = 0; block < blocks; block++) {
    for (let i = 0; i < 3; i++) await record(who, block * 3 + i);
    await sealAudit(ctx);
  }
  return sealedIds(who);
}

async function sealedIds(who: As): Promise<string[]> {
  const { rows } = await core.database.owner.query<{ id: string }>(
    `select w.id from audit_block, unnest(entry_ids) with ordinality as w(id, place)
     where org_id = $1 order by number, place`,
    [who.orgId],
  );
  return rows.map(({ id }) => id);
}

const verify = (who: As, expect: Head | null = null): Promise<ChainReport> =>
  withClient(core.database.urls.engine, (client) =>
    verifyAudit(client, { orgId: who.orgId, key: ctx.auditKey, expect }),
  );

/** As the owner, with the triggers off: what no role of the processes can do. */
async function tamper(...statements: string[]): Promise<void> {
  const triggers = (state: string) =>
    ['entry', 'block'].map((table) => `alter table audit_${table} ${state} trigger all`);
  const script = ['begin', ...triggers('disable'), ...statements, ...triggers('enable'), 'commit'];
  await withClient(core.database.urls.owner, (client) => client.query(script.join(';')));
}

test('what is recorded waits for its seal, is sealed, and is whole', async () => {
  const id = await record(as, 1);
  expect(await verify(as)).toMatchObject({ head: null, entries: 0, unsealed: 1, finding: null });
  const [head] = (await sealAudit(ctx)).filter(({ orgId }) => orgId === as.orgId);
  expect(head).toMatchObject({ number: 1, entries: 1 });
  const report = await verify(as);
  expect(report).toMatchObject({ entries: 1, unsealed: 0, oldestUnsealedMs: null, finding: null });
  expect(report.head).toEqual({ number: 1, hash: head?.hash });
  expect(await sealedIds(as)).toEqual([id]);
  expect(await sealAudit(ctx)).toEqual([]);
});

test('two organisations have chains of their own', async () => {
  await record(as, 1);
  await record(theirs, 1);
  const heads = await sealAudit(ctx);
  expect(new Map(heads.map(({ orgId, number }) => [orgId, number]))).toEqual(
    new Map([
      [as.orgId, 1],
      [theirs.orgId, 1],
    ]),
  );
  await chainOf(theirs, 1);
  const [first] = await sealedIds(theirs);
  await tamper(`update audit_entry set action = 'x' where org_id = '${theirs.orgId}' and id = '${first}'`);
  expect((await verify(as)).finding).toBeNull();
  expect((await verify(theirs)).finding).toMatchObject({ kind: 'edit', entryId: first });
});

test('the same entry id in two organisations is two entries', async () => {
  const twin = 'aud_twin';
  for (const { orgId } of [as, theirs]) {
    await ctx.hot.query(
      `insert into audit_entry (org_id, id, at, actor_kind, actor_id, action, target_kind, target_id)
       values ($1, $2, now(), 'system', 'x', $1, 'x', 'x')`,
      [orgId, twin],
    );
  }
  await sealAudit(ctx);
  for (const who of [as, theirs]) {
    expect(await verify(who)).toMatchObject({ entries: 1, unsealed: 0, finding: null });
  }
});

test('an edited entry is found, whichever of its values it is', async () => {
  const id = (await chainOf(as))[4];
  const edits = [
    "at = at + interval '1 millisecond'",
    "actor_kind = 'agent'",
    "actor_id = 'usr_eve'",
    "action = 'team.deleted'",
    "target_kind = 'x'",
    "target_id = 'team_x'",
    `before = '{}'`,
    'after = null',
    'request_id = null',
    `detail_hash = '\\x00'`,
  ];
  for (const edit of edits) {
    await tamper(
      'create table if not exists kept as select * from audit_entry with no data',
      'delete from kept',
      `insert into kept select * from audit_entry where org_id = '${as.orgId}' and id = '${id}'`,
      `update audit_entry set ${edit} where org_id = '${as.orgId}' and id = '${id}'`,
    );
    expect((await verify(as)).finding, edit).toMatchObject({ kind: 'edit', entryId: id, block: 2 });
    await tamper(
      `delete from audit_entry where org_id = '${as.orgId}' and id = '${id}'`,
      'insert into audit_entry select * from kept',
    );
    expect((await verify(as)).finding, edit).toBeNull();
  }
});

test('an edit of what is personal is found; erasing it is not an edit', async () => {
  const ids = await chainOf(as);
  expect(await eraseDetail(ctx, as, { entryIds: [ids[1] ?? '', 'aud_unknown'] })).toBe(1);
  expect(await eraseDetail(ctx, theirs, { entryIds: ids })).toBe(0);
  await sealAudit(ctx);
  expect(await verify(as)).toMatchObject({ entries: 10, erased: 1, finding: null });
  const { rows } = await core.database.owner.query(
    `select action, after from audit_entry where org_id = $1 and action like 'audit.%'`,
    [as.orgId],
  );
  expect(rows).toEqual([{ action: 'audit.detail_erased', after: { entries: [ids[1]] } }]);

  await tamper(
    `update audit_detail set detail = '{"name": "Eve"}' where org_id = '${as.orgId}' and entry_id = '${ids[3]}'`,
  );
  expect((await verify(as)).finding).toMatchObject({ kind: 'edit', entryId: ids[3] });
  await tamper(`delete from audit_detail where org_id = '${as.orgId}' and entry_id = '${ids[3]}'`);
  expect((await verify(as)).finding).toMatchObject({ kind: 'deletion', entryId: ids[3] });
});

test('a deleted entry, a deleted block, and an entry deleted before its seal are found', async () => {
  const ids = await chainOf(as);
  await tamper(`delete from audit_entry where org_id = '${as.orgId}' and id = '${ids[4]}'`);
  expect((await verify(as)).finding).toMatchObject({ kind: 'deletion', entryId: ids[4], block: 2 });
  await chainOf(theirs);
  const chain = await sealedIds(theirs);
  await tamper(
    `delete from audit_block where org_id = '${theirs.orgId}' and number = 2`,
    `delete from audit_entry where org_id = '${theirs.orgId}' and id in ('${chain.slice(3, 6).join("','")}')`,
  );
  expect((await verify(theirs)).finding).toMatchObject({ kind: 'deletion', entryId: chain[6], block: 2 });

  const another = { ...as, orgId: await newOrganisation() };
  const waiting = await record(another, 1);
  await tamper(`delete from audit_entry where org_id = '${another.orgId}'`);
  await sealAudit(ctx);
  expect((await verify(another)).finding).toMatchObject({ kind: 'deletion', entryId: waiting });
});

test('an entry put in past the record is found, beside the chain and inside a block', async () => {
  const ids = await chainOf(as);
  const copy = (id: string) =>
    `insert into audit_entry select org_id, '${id}', at, actor_kind, actor_id, 'forged', target_kind, target_id
     from audit_entry where org_id = '${as.orgId}' and id = '${ids[5]}'`;
  await tamper(copy('aud_forged'));
  expect((await verify(as)).finding).toMatchObject({ kind: 'insertion', entryId: 'aud_forged' });
  await tamper(
    `update audit_block set entry_ids = entry_ids || '{aud_zzz}', entry_hashes = entry_hashes || '\\x00'::bytea where org_id = '${as.orgId}' and number = 2`,
    copy('aud_zzz'),
  );
  expect((await verify(as)).finding).toMatchObject({ kind: 'edit', entryId: 'aud_zzz', block: 2 });
});

test('an entry taken out of its block without a trace, and a changed seal, are found', async () => {
  const ids = await chainOf(as);
  const block = `where org_id = '${as.orgId}' and number = 2`;
  await tamper(
    `update audit_block set entry_ids = entry_ids[1:2], entry_hashes = entry_hashes[1:2] ${block}`,
    `delete from audit_entry where org_id = '${as.orgId}' and id = '${ids[5]}'`,
  );
  expect((await verify(as)).finding).toMatchObject({ kind: 'edit', entryId: ids[3], block: 2 });
  const [first] = await chainOf(theirs);
  await tamper(
    `update audit_block set sealed_at = sealed_at - interval '1 day' where org_id = '${theirs.orgId}' and number = 1`,
  );
  expect((await verify(theirs)).finding).toMatchObject({ kind: 'edit', entryId: first, block: 1 });
});

test('exchanged entries and exchanged blocks are found', async () => {
  const ids = await chainOf(as);
  const swapped = (column: string) => `${column} = array[${column}[2], ${column}[1], ${column}[3]]`;
  const block = `where org_id = '${as.orgId}' and number = 2`;
  await tamper(`update audit_block set ${swapped('entry_ids')} ${block}`);
  expect((await verify(as)).finding).toMatchObject({ kind: 'reordering', entryId: ids[4], block: 2 });
  await tamper(`update audit_block set ${swapped('entry_hashes')} ${block}`);
  expect((await verify(as)).finding).toMatchObject({ kind: 'reordering', entryId: ids[3], block: 2 });
  await tamper(`update audit_block set ${swapped('entry_ids')}, ${swapped('entry_hashes')} ${block}`);
  expect((await verify(as)).finding).toBeNull();

  const renumber = (from: number, to: number) =>
    `update audit_block set number = ${to} where org_id = '${as.orgId}' and number = ${from}`;
  await tamper(renumber(2, 99), renumber(3, 2), renumber(99, 3));
  expect((await verify(as)).finding).toMatchObject({ kind: 'reordering', entryId: ids[6], block: 2 });
});

test('a chain whose end was cut off, or that was written anew, is found against a head kept elsewhere', async () => {
  const ids = await chainOf(as);
  const { head } = await verify(as);
  expect((await verify(as, head)).finding).toBeNull();
  await chainOf(as, 1);
  expect((await verify(as, head)).finding, 'the chain has grown since').toBeNull();

  await tamper(
    `delete from audit_entry where org_id = '${as.orgId}' and id not in ('${ids.slice(0, 3).join("','")}')`,
    `delete from audit_block where org_id = '${as.orgId}' and number > 1`,
  );
  expect((await verify(as)).finding, 'nothing of the rest is left to show it').toBeNull();
  expect((await verify(as, head)).finding).toMatchObject({ kind: 'truncation', block: 2 });

  const first = (await verify(as)).head;
  await tamper(
    `delete from audit_block where org_id = '${as.orgId}'`,
    `update audit_entry set actor_id = 'usr_eve' where org_id = '${as.orgId}' and id = '${ids[0]}'`,
    `insert into audit_unsealed select org_id, id from audit_entry where org_id = '${as.orgId}'`,
  );
  await sealAudit(ctx);
  expect((await verify(as)).finding, 'a chain made anew is whole in itself').toBeNull();
  expect((await verify(as, first)).finding).toMatchObject({ kind: 'edit', entryId: ids[0], block: 1 });
});

test('no role of the processes can change the record', async () => {
  await chainOf(as, 1);
  const { app, engine, auth, slackbot } = core.database.urls;
  for (const url of [app, engine, auth, slackbot]) {
    for (const sql of [
      'update audit_entry set action = action',
      'delete from audit_entry',
      'update audit_block set number = 9',
      'delete from audit_block',
      'truncate audit_entry',
    ]) {
      await withClient(url, (client) => expect(client.query(sql), sql).rejects.toThrow(/permission denied/));
    }
  }
  for (const sql of ['update audit_entry set action = action', 'delete from audit_block']) {
    await expect(
      core.database.owner.query(
        `begin; alter table audit_entry no force row level security; alter table audit_block no force row level security; ${sql}; commit`,
      ),
      sql,
    ).rejects.toThrow(/is refused/);
    await core.database.owner.query('rollback');
  }
});

test('a hundred writers in one organisation: none waits for another, nor for the sealer', async () => {
  const WRITERS = 100;
  const wide: AppDb = createAppDb({ url: core.database.urls.app, maxConnections: WRITERS, name: 'writers' });
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  let written = 0;
  try {
    // Each holds its transaction open until all have written: one that waited for another would never get there.
    const writers = Array.from({ length: WRITERS }, (_, n) =>
      wide.inOrg(as.orgId, async (tx) => {
        await audit(ctx, tx, as, change(n));
        written += 1;
        await gate;
      }),
    );
    await until(() => written === WRITERS, { what: 'all have written, none has committed', timeoutMs: 10_000 });
    expect(await sealAudit(ctx), 'what is not committed is not sealed').toEqual([]);
    const { rows } = await core.database.owner.query<{ waiting: number }>(
      `select count(*)::int as waiting from pg_locks where not granted and pid in
        (select pid from pg_stat_activity where datname = current_database())`,
    );
    expect(rows[0]?.waiting).toBe(0);
    open();
    await Promise.all(writers);
  } finally {
    open();
    await wide.close();
  }
  await sealAudit(ctx);
  expect(await verify(as)).toMatchObject({ entries: WRITERS, unsealed: 0, finding: null });
});

test('sealers that run at once, while others write, leave one whole chain', async () => {
  const WRITERS = 8;
  const EACH = 25;
  let writing = WRITERS;
  const writers = Array.from({ length: WRITERS }, async (_, w) => {
    for (let i = 0; i < EACH; i++) await record(i % 2 === 0 ? as : theirs, w * EACH + i);
    writing -= 1;
  });
  const sealers = Array.from({ length: 6 }, async () => {
    while (writing > 0) await sealAudit(ctx);
  });
  await Promise.all([...writers, ...sealers]);
  await sealAudit(ctx);
  const reports = [await verify(as), await verify(theirs)];
  for (const report of reports) expect(report).toMatchObject({ unsealed: 0, finding: null });
  expect(reports.reduce((sum, { entries }) => sum + entries, 0)).toBe(WRITERS * EACH);
});

test('a sealer that looked before another’s commit seals nothing twice', async () => {
  await record(as, 1);
  // The second holds the lock without having sealed: the first leaves at once, and nothing is half done.
  await withClient(core.database.urls.engine, async (client) => {
    await client.query('begin');
    await client.query(`select pg_advisory_xact_lock(hashtext('parley audit'), hashtext('seal'))`);
    expect(await sealAudit(ctx)).toEqual([]);
    expect(await verify(as)).toMatchObject({ entries: 0, unsealed: 1 });
    await client.query('rollback');
  });
  expect(await sealAudit(ctx)).toHaveLength(1);
});

test('a sealer that dies in the middle leaves nothing behind', async () => {
  await record(as, 1);
  await withClient(core.database.urls.engine, async (client) => {
    await client.query('begin');
    expect(await sealAudit({ hot: client as unknown as Ctx['hot'] })).toHaveLength(1);
    // The connection ends without a commit.
  });
  expect(await verify(as)).toMatchObject({ head: null, unsealed: 1, finding: null });
  await sealAudit(ctx);
  expect(await verify(as)).toMatchObject({ entries: 1, unsealed: 0, finding: null });
});
