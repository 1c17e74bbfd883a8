import { makeId } from '@parley/shared/ids';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { As } from '../acting.ts';
import { openTestCore, type TestCore } from '../testing/test-core.ts';
import { type AuditChange, audit } from './audit.ts';
import { exportAudit } from './export.ts';
import { listAudit } from './list.ts';
import type { AuditEntry } from './read-entries.ts';
import { sealAudit } from './seal.ts';

let core: TestCore;
let as: As;
let theirs: As;

beforeAll(async () => {
  core = await openTestCore();
  const [ours, other] = [await newOrganisation(), await newOrganisation()];
  // Ada belongs to both; Eve only to the other, though she is named in ours.
  const ada = await newPerson('Ada', [ours, other]);
  const eve = await newPerson('=EVE()', [other]);
  as = { orgId: ours, actor: { kind: 'user', id: ada }, requestId: 'req_1', address: '203.0.113.7' };
  theirs = { ...as, orgId: other, actor: { kind: 'user', id: eve } };
  for (let n = 0; n < 7; n++) await record(as, n % 2 === 0 ? 'team.created' : 'teams.sorted', `team_${n}`);
  await record({ ...as, actor: theirs.actor }, 'membership.role_changed', ada);
  await sealAudit(core.ctx);
  await record(theirs, 'team.created', 'team_0');
  await record(as, 'team.deleted', 'team_0');
});
afterAll(() => core.close());

const id = (kind: 'organisation' | 'user') => core.ctx.newId(kind);

async function newOrganisation(): Promise<string> {
  const orgId = id('organisation');
  await core.database.owner.query(
    `insert into organisation (id, name, slug, time_zone, profile, is_demo, plan, created_at)
     select $1, $1, $1, time_zone, profile, false, 'growth', now() from organisation limit 1`,
    [orgId],
  );
  return orgId;
}

async function newPerson(name: string, orgIds: string[]): Promise<string> {
  const userId = id('user');
  const client = await core.database.owner.connect();
  await client.query('insert into auth_user (id, name, email) values ($1, $2, $3)', [userId, name, `${userId}@x.test`]);
  for (const orgId of orgIds) {
    await core.ctx.db.inOrg(orgId, (tx) =>
      tx.membership.create({ data: { orgId, userId, role: 'owner', createdAt: core.ctx.now() } }),
    );
  }
  client.release();
  return userId;
}

// A moment each, so that their order is known.
let clock = Date.parse('2026-11-20T09:00:00Z');
function record(who: As, action: string, target: string): Promise<string> {
  clock += 1_000;
  const now = () => new Date(clock);
  const at = {
    ...core.ctx,
    now,
    newId: (kind: 'auditEntry') => makeId(kind, now(), () => crypto.getRandomValues(new Uint8Array(16))),
  };
  return core.ctx.db.inOrg(who.orgId, (tx) =>
    audit(at as typeof core.ctx, tx, who, {
      action: action as AuditChange['action'],
      target: { kind: 'team', id: target },
      detail: { name: 'Näme' },
    }),
  );
}

async function textOf(chunks: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const chunk of chunks) text += chunk;
  return text;
}

const targets = (entries: readonly AuditEntry[]) => entries.map(({ target }) => target.id);
const list = (query: object, who: As = as) => listAudit(core.ctx, who, { limit: 50, ...query });

test('newest first, with who did it by name, only inside the organisation, and whether it is sealed', async () => {
  const { data, has_more } = await list({});
  expect(has_more).toBe(false);
  expect(targets(data).slice(0, 3)).toEqual(['team_0', as.actor.id, 'team_6']);
  expect(data[0]).toMatchObject({
    actor: { kind: 'user', id: as.actor.id, name: 'Ada' },
    detail: { name: 'Näme', address: '203.0.113.7' },
    request_id: 'req_1',
    before: null,
    sealed: false,
  });
  expect(data[1]).toMatchObject({ actor: { id: theirs.actor.id, name: null }, sealed: true });
  expect((await list({}, theirs)).data).toMatchObject([{ actor: { name: '=EVE()' } }]);
});

test('page after page gives every entry once', async () => {
  const whole = (await list({})).data;
  const paged: AuditEntry[] = [];
  let starting_after: string | undefined;
  do {
    const page = await list({ limit: 2, starting_after });
    expect(page.data.length).toBeLessThanOrEqual(2);
    paged.push(...page.data);
    starting_after = page.next_cursor ?? undefined;
  } while (starting_after);
  expect(paged).toEqual(whole);
  await expect(list({ starting_after: 'x' })).rejects.toMatchObject({ code: 'invalid_cursor' });
});

test('filters act on the whole record', async () => {
  expect(targets((await list({ action: 'team.created' })).data)).toEqual(['team_6', 'team_4', 'team_2', 'team_0']);
  expect(targets((await list({ action: 'team' })).data), '`teams.sorted` is no `team.…`').toHaveLength(5);
  expect((await list({ action: 'te%' })).data).toEqual([]);
  expect((await list({ actor: theirs.actor.id })).data).toHaveLength(1);
  expect((await list({ target: 'team_0' })).data).toHaveLength(2);
  expect((await list({ target: 'team' })).data).toHaveLength(9);
  const from = '2026-11-20T09:00:02.000Z';
  const to = '2026-11-20T10:00:04.000+01:00';
  expect(targets((await list({ from, to })).data)).toEqual(['team_2', 'team_1']);
  expect(targets((await list({ from, to, action: 'team', limit: 1 })).data)).toEqual(['team_2']);
});

test('an export holds what the list holds, gives the head, and stands in the record', async () => {
  const before = (await list({})).data;
  const jsonl = await exportAudit(core.ctx, as, { format: 'jsonl' });
  const lines = (await textOf(jsonl.text)).trimEnd().split('\n');
  const entries = lines.map((line) => JSON.parse(line) as AuditEntry);
  expect(entries.slice(1)).toEqual(before);
  expect(entries[0]).toMatchObject({ action: 'audit.exported', after: { format: 'jsonl', head: 1 } });
  const { rows } = await core.database.owner.query(
    `select number, encode(hash, 'hex') as hash from audit_block where org_id = $1`,
    [as.orgId],
  );
  expect([jsonl.head]).toEqual(rows);

  const csv = await exportAudit(core.ctx, theirs, { format: 'csv', action: 'team' });
  const text = (await textOf(csv.text)).split('\r\n');
  expect(csv.head).toBeNull();
  expect(text).toHaveLength(3);
  expect(text[0]).toMatch(/^"id","at","actor_kind"/);
  expect(text[1]).toContain(`"'=EVE()"`);
});

test('an export of many pages holds every entry once', async () => {
  const many = { ...as, orgId: await newOrganisation() };
  await core.ctx.hot.query(
    `insert into audit_entry (org_id, id, at, actor_kind, actor_id, action, target_kind, target_id)
     select $1, 'aud_' || lpad(n::text, 6, '0'), now() - n % 7 * interval '1 second', 'system', 'x', 'x', 'x', 'x'
     from generate_series(1, 1234) n`,
    [many.orgId],
  );
  const { text } = await exportAudit(core.ctx, many, { format: 'jsonl', action: 'x' });
  const ids = (await textOf(text))
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as AuditEntry).id);
  expect(ids).toHaveLength(1_234);
  expect(new Set(ids).size).toBe(1_234);
});
