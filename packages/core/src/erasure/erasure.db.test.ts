import { withClient } from '@parley/db/postgres/with-client';
import { moveDatabaseClock } from '@parley/testkit/database-clock';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { As } from '../acting.ts';
import { audit } from '../audit/audit.ts';
import { sealAudit } from '../audit/seal.ts';
import { verifyAudit } from '../audit/verify.ts';
import { listContacts } from '../contacts/list-contacts.ts';
import { readContact } from '../contacts/read-contact.ts';
import { DEMO_IDS } from '../demo/seed-demo.ts';
import { exportContact } from '../export/export-contact.ts';
import { exportOrganisation } from '../export/export-organisation.ts';
import { FROM, organisationWith, recordOf, as as whoActs } from '../testing/people.ts';
import { openTestCore, type TestCore } from '../testing/test-core.ts';
import { claimLanes } from '../turns/claim-lanes.ts';
import { ingestTurn } from '../turns/ingest-turn.ts';
import { settleAnswered } from '../turns/settle-turn.ts';
import { advanceErasures } from './advance-erasures.ts';
import { callOffErasure } from './call-off-erasure.ts';
import { listErasures, readErasure } from './read-erasures.ts';
import { requestContactErasure } from './request-contact-erasure.ts';
import { requestOrganisationErasure } from './request-organisation-erasure.ts';

const orgId = DEMO_IDS.organisation;
const as: As = { orgId, actor: { kind: 'user', id: 'usr_ada' }, ...FROM };
const CANARY = 'CANARY-7f3a9c';
const WEEK = 7 * 24 * 60 * 60_000;

let core: TestCore;
beforeAll(async () => {
  core = await openTestCore();
});
afterAll(() => core.close());
beforeEach(() => core.forget());

let sent = 0;
const write = (address: string, text: string) =>
  ingestTurn(core.ctx, {
    orgId,
    channelId: DEMO_IDS.channel,
    point: { kind: 'web_chat', address },
    externalId: `e${sent++}`,
    text,
    clientId: `client of ${address}`,
    traceparent: null,
  });

const work = (holder = 'worker_1', budgetMs = 20_000) => advanceErasures(core.ctx, { holder, budgetMs });

async function answer(text: string): Promise<string[]> {
  const { claims } = await claimLanes(core.ctx, { limit: 10, holder: 'worker_1' });
  const ends: string[] = [];
  for (const claim of claims) {
    const run = {
      stored: [],
      runId: core.ctx.newId('run'),
      agentVersionId: DEMO_IDS.agentVersion,
      graphVersion: 1,
      model: 'demo',
      startedAt: core.ctx.now(),
      steps: [{ key: 'frame', kind: 'frame', content: { heard: text }, startedAt: core.ctx.now(), durationMs: 1 }],
    };
    ends.push((await settleAnswered(core.ctx, claim, run, text)).kind);
  }
  return ends;
}

async function contactOf(address: string): Promise<string> {
  const { data } = await listContacts(core.ctx, orgId, { limit: 10, address });
  return data[0]?.id ?? '';
}

/** Every table of the database, the queue's too, that holds the word in any column, as text or as bytes. */
async function holding(word: string): Promise<string[]> {
  const { rows } = await core.database.owner.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and not c.relispartition and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`,
  );
  const found: string[] = [];
  for (const { name } of rows) {
    const { rows: hits } = await core.database.owner.query(
      `select 1 from ${name} t where position($1 in t::text) > 0 or position($2 in t::text) > 0 limit 1`,
      [word, Buffer.from(word).toString('hex')],
    );
    if (hits.length > 0) found.push(name);
  }
  return found.sort();
}

/** A visit, an order with all that can be given back, and a ticket of a contact; each where it can holds the word. */
async function trade(contactId: string): Promise<void> {
  const ask = (sql: string, ...values: unknown[]) => core.database.owner.query(sql, [orgId, ...values]);
  await ask(`insert into service values ($1, 'svc_e', 'Visit', 30, null, null, true, now())`);
  await ask(`insert into resource values ($1, 'res_e', 'Chair', null, true, now())`);
  await ask(
    `insert into appointment (org_id, id, reference, contact_id, service_id, resource_id, starts_at, ends_at, state, name, note, created_at, updated_at)
     values ($1, 'appt_e', 'APT-E', $2, 'svc_e', 'res_e', now(), now() + interval '1 hour', 'booked', $3, $3, now(), now())`,
    contactId,
    CANARY,
  );
  await ask(
    `insert into customer_order (org_id, id, number, contact_id, status, currency, total_cents, paid_cents, placed_at, created_at, updated_at)
     values ($1, 'ord_e', 'E1', $2, 'paid', 'GBP', 100, 100, now(), now(), now())`,
    contactId,
  );
  await ask(`insert into order_item values ($1, 'ord_e', 0, 'Brush', 1, 100)`);
  await ask(
    `insert into refund (org_id, id, reference, order_id, amount_cents, reason, actor_kind, actor_id, created_at)
     values ($1, 'rfnd_e', 'RFD-E', 'ord_e', 1, $2, 'user', 'usr_x', now())`,
    CANARY,
  );
  await ask(
    `insert into discount (org_id, id, order_id, percent, amount_cents, reason, actor_kind, actor_id, created_at)
     values ($1, 'disc_e', 'ord_e', 1, 1, $2, 'user', 'usr_x', now())`,
    CANARY,
  );
  await ask(
    `insert into ticket (org_id, id, kind, subject, description, contact_id, status, created_at)
     values ($1, 'tick_e', 'customer', $3, $3, $2, 'open', now())`,
    contactId,
    CANARY,
  );
  await ask(`insert into ticket_comment values ($1, 'tcom_e', 'tick_e', 'user', 'usr_x', $2, now())`, CANARY);
}

async function linesOf(file: AsyncGenerator<string>): Promise<Array<Record<string, unknown>>> {
  let text = '';
  for await (const part of file) text += part;
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('a contact', () => {
  test('is gone from every column of every table, and the receipt says from where', async () => {
    const address = `${CANARY}-visitor`;
    await write(address, `my secret is ${CANARY}`);
    await answer(`you said ${CANARY}`);
    await write('someone-else', 'I stay');
    await write(address, `and another, ${CANARY}`);
    const contactId = await contactOf(address);
    await core.database.owner.query(
      `insert into idempotency_key values ($1, 'POST /v1/x', 'k', 'r', 'finished', 'c', now(), now(), 200, $2)`,
      [orgId, JSON.stringify({ to: address })],
    );
    await core.ctx.db.inOrg(orgId, async (tx) => {
      await audit(core.ctx, tx, as, {
        action: 'contact.seen',
        target: { kind: 'organisation', id: orgId },
        detail: { looked_for: address },
      });
    });
    await sealAudit(core.ctx);
    await trade(contactId);
    const everywhere = ['audit_detail', 'contact_point', 'conversation', 'idempotency_key', 'message', 'reply', 'step'];
    const traded = ['appointment', 'discount', 'refund', 'ticket', 'ticket_comment'];
    expect(await holding(CANARY)).toEqual([...everywhere, ...traded].sort());

    const requested = await requestContactErasure(core.ctx, as, contactId);
    expect(requested.state).toBe('running');
    const [finished] = await work();
    expect(finished).toMatchObject({ orgId, subject: 'contact', subjectId: contactId });

    expect(await holding(CANARY)).toEqual([]);
    const done = await readErasure(core.ctx, orgId, requested.id);
    expect(done.state).toBe('done');
    const outcomes = Object.fromEntries(done.receipt.map(({ store, outcome, rows }) => [store, [outcome, rows]]));
    expect(outcomes).toMatchObject({
      message: ['emptied', 2],
      reply: ['emptied', 1],
      step: ['emptied', 1],
      contact_point: ['erased', 1],
      idempotency_key: ['emptied', 1],
      audit_detail: ['emptied', 1],
      turn: ['kept', 2],
      run: ['kept', 1],
      inbound_key: ['kept', null],
      conversation: ['emptied', 1],
      // It had told neither its name nor its address.
      contact: ['nothing', 0],
      queue: ['nothing', null],
      ticket: ['emptied', 1],
      ticket_comment: ['erased', 1],
      appointment: ['emptied', 1],
      refund: ['emptied', 1],
      discount: ['emptied', 1],
      customer_order: ['kept', 1],
      order_item: ['kept', 1],
    });
    expect(await holding('I stay')).toEqual(['message']);
    await sealAudit(core.ctx);
    const chain = await withClient(core.database.urls.engine, (client) =>
      verifyAudit(client, { orgId, key: core.ctx.auditKey, expect: null }),
    );
    expect(chain).toMatchObject({ finding: null });
  });

  test('gets no answer any more: what waits ends, and what runs settles nothing', async () => {
    await write('visitor-a', 'first');
    await write('visitor-a', 'second');
    const { claims } = await claimLanes(core.ctx, { limit: 1, holder: 'worker_1' });
    await requestContactErasure(core.ctx, as, await contactOf('visitor-a'));
    const [claim] = claims;
    if (!claim) throw new Error('nothing was claimed');
    const run = { runId: core.ctx.newId('run'), agentVersionId: DEMO_IDS.agentVersion, graphVersion: 1, model: null };
    const settled = await settleAnswered(
      core.ctx,
      claim,
      { ...run, startedAt: core.ctx.now(), stored: [], steps: [] },
      'too late',
    );
    expect(settled.kind).toBe('fenced_out');
    expect(await answer('nobody is there')).toEqual([]);
    const { rows } = await core.database.owner.query('select state, reason from turn order by id');
    expect(rows).toEqual([
      { state: 'silent', reason: 'contact_erased' },
      { state: 'silent', reason: 'contact_erased' },
    ]);
    await work();
    expect(await holding('second')).toEqual([]);
  });

  test('who writes again is a new contact, in a new conversation', async () => {
    await write('visitor-b', 'before');
    const before = await contactOf('visitor-b');
    await requestContactErasure(core.ctx, as, before);
    expect(await contactOf('visitor-b')).toBe('');
    await write('visitor-b', 'after');
    await work();
    const now = await contactOf('visitor-b');
    expect(now).not.toBe(before);
    expect(await answer('hello again')).toEqual(['settled']);
    expect((await readContact(core.ctx, orgId, now)).conversations).toHaveLength(1);
    expect(await readContact(core.ctx, orgId, before)).toMatchObject({ points: [], erased_at: expect.any(String) });
    expect(await holding('after')).toEqual(['message']);
  });

  test('messages that come while it is erased are either erased or a new contact’s', async () => {
    for (let round = 0; round < 8; round++) {
      const address = `racer-${round}`;
      await write(address, `opening ${round}`);
      const contactId = await contactOf(address);
      const ends = await Promise.allSettled([
        requestContactErasure(core.ctx, as, contactId),
        ...Array.from({ length: 6 }, (_, i) => write(address, `racing-${round}-${i}`)),
      ]);
      expect(ends.filter(({ status }) => status === 'rejected')).toEqual([]);
      await work();
      const { rows } = await core.database.owner.query<{ count: number }>(
        `select count(*)::int from message m join conversation c on c.org_id = m.org_id and c.id = m.conversation_id
         where c.contact_id = $1 and m.text <> ''`,
        [contactId],
      );
      expect(rows).toEqual([{ count: 0 }]);
      const { rows: open } = await core.database.owner.query(
        'select id from conversation where contact_id = $1 and (open_key is not null or head_due_at is not null)',
        [contactId],
      );
      expect(open).toEqual([]);
    }
  });

  test('asked for twice at once, it is erased once', async () => {
    await write('visitor-c', 'hello');
    const contactId = await contactOf('visitor-c');
    const twice = await Promise.all([1, 2].map(() => requestContactErasure(core.ctx, as, contactId)));
    expect(new Set(twice.map(({ id }) => id)).size).toBe(1);
    const requests = (await recordOf(core, orgId)).filter(
      ({ action, target }) => action === 'contact.erasure_requested' && target === contactId,
    );
    expect(requests).toHaveLength(1);
    const [one, two] = await Promise.all([work('worker_1'), work('worker_2')]);
    expect([...one, ...two]).toHaveLength(1);
    expect((await requestContactErasure(core.ctx, as, contactId)).state).toBe('done');
  });

  test('a worker that dies in the middle is followed by another, and rows are counted once', async () => {
    for (let i = 0; i < 20; i++) await write('visitor-d', `message ${i}`);
    const { id } = await requestContactErasure(core.ctx, as, await contactOf('visitor-d'));
    await core.database.owner.query(
      `update erasure set lease_holder = 'dead_worker', lease_until = clock_now() + interval '1 minute' where id = $1`,
      [id],
    );
    expect(await work('worker_2')).toEqual([]);
    await moveDatabaseClock(core.database.owner, 61_000);
    expect(await work('worker_2')).toHaveLength(1);
    const { receipt } = await readErasure(core.ctx, orgId, id);
    expect(receipt.find(({ store }) => store === 'message')).toMatchObject({ rows: 20 });
  });

  test('its file holds all of it and nobody else’s, and ends with a line that says so', async () => {
    await write('visitor-e', 'for the file');
    await write('visitor-f', 'not for it');
    await answer('an answer');
    const contactId = await contactOf('visitor-e');
    const lines = await linesOf(await exportContact(core.ctx, as, contactId));
    const rowsOf = (store: string) => lines.filter((line) => line.store === store).map(({ row }) => row);
    expect(rowsOf('message')).toMatchObject([{ text: 'for the file' }]);
    expect(rowsOf('reply')).toMatchObject([{ text: 'an answer' }]);
    expect(rowsOf('contact_point')).toMatchObject([{ address: 'visitor-e' }]);
    expect(rowsOf('step')).toHaveLength(1);
    expect(JSON.stringify(lines)).not.toMatch(/visitor-f|not for it/);
    expect(lines.at(-1)).toMatchObject({ complete: true, rows: { message: 1, turn: 1, run: 1, contact: 1 } });
    expect((await recordOf(core, orgId)).at(-1)).toMatchObject({ action: 'contact.exported', target: contactId });
  });

  test('another organisation’s is not there', async () => {
    await write('visitor-g', 'mine');
    const contactId = await contactOf('visitor-g');
    const other = await organisationWith(core);
    await expect(requestContactErasure(core.ctx, other.as, contactId)).rejects.toMatchObject({
      code: 'no_such_contact',
    });
    await expect(exportContact(core.ctx, other.as, contactId)).rejects.toMatchObject({ code: 'no_such_contact' });
    expect((await listContacts(core.ctx, other.orgId, { limit: 10 })).data).toEqual([]);
  });
});

describe('contacts', () => {
  test('are found by how an address begins, whatever signs it holds', async () => {
    for (const address of ['ab_c-1', 'abXc-2', '100%', '1000']) await write(address, 'hello');
    const found = async (address: string) => {
      const { data } = await listContacts(core.ctx, orgId, { limit: 10, address });
      return data.map(({ points }) => points[0]?.address).sort();
    };
    expect(await found('ab_')).toEqual(['ab_c-1']);
    expect(await found('100%')).toEqual(['100%']);
    expect(await found('ab')).toEqual(['abXc-2', 'ab_c-1']);
    expect(await found('\\')).toEqual([]);
    const first = await listContacts(core.ctx, orgId, { limit: 3 });
    const rest = await listContacts(core.ctx, orgId, { limit: 3, starting_after: first.next_cursor ?? '' });
    expect([first.data.length, rest.data.length, rest.has_more]).toEqual([3, 1, false]);
  });
});

describe('an organisation', () => {
  /** One with a person, a key, an agent, a channel and a conversation. */
  async function house() {
    const one = await organisationWith(core, 'viewer');
    const { owner } = core.database;
    const marked = `${CANARY} of ${one.orgId}`;
    await owner.query(`update organisation set name = $2, billing_email = $2, profile = $3 where id = $1`, [
      one.orgId,
      marked,
      JSON.stringify({ address: marked }),
    ]);
    await owner.query(
      `begin; insert into agent (org_id, id, name, status, current_version_id, created_at) values ('${one.orgId}', 'agt_1', '${marked}', 'active', 'agv_1', now());
       insert into agent_version (org_id, id, agent_id, number, spec, digest, created_at) values ('${one.orgId}', 'agv_1', 'agt_1', 1, '{"instructions":"${marked}"}', 'd', now());
       insert into channel (org_id, id, kind, name, agent_id, allowed_origins, created_at) values ('${one.orgId}', 'chan_${one.orgId}', 'web_chat', '${marked}', 'agt_1', '{}', now());
       insert into team values ('${one.orgId}', 'team_1', '${marked}', now());
       insert into team_member values ('${one.orgId}', 'team_1', '${one.owner.id}');
       insert into organisation_logo values ('${one.orgId}', 'd', 'image/png', convert_to('${marked}', 'UTF8'), now());
       insert into invitation values ('${one.orgId}', 'inv_1', '${marked}', 'viewer', convert_to('t${one.orgId}', 'UTF8'), 'usr_x', now(), now());
       insert into api_key values ('${one.orgId}', 'key_1', '${marked}', convert_to('k${one.orgId}', 'UTF8'), 'hint', '{}', 'live', 'usr_x', now()); commit`,
    );
    await ingestTurn(core.ctx, {
      orgId: one.orgId,
      channelId: `chan_${one.orgId}`,
      point: { kind: 'web_chat', address: marked },
      externalId: '1',
      text: marked,
      clientId: null,
      traceparent: null,
    });
    return { ...one, name: marked };
  }

  test('waits a week, then goes table by table; the record stays, without what is personal', async () => {
    const gone = await house();
    const stays = await house();
    await requestOrganisationErasure(core.ctx, gone.as, { name: gone.name });
    expect(await work()).toEqual([]);
    const entries = (await recordOf(core, gone.orgId)).length;
    await moveDatabaseClock(core.database.owner, WEEK + 1_000);
    const [finished] = await work();
    expect(finished).toMatchObject({ orgId: gone.orgId, subject: 'organisation' });

    expect(await holding(gone.name)).toEqual([]);
    expect((await holding(stays.name)).length).toBeGreaterThan(8);
    const { rows } = await core.database.owner.query('select name, erased_at from organisation where id = $1', [
      gone.orgId,
    ]);
    expect(rows).toMatchObject([{ name: 'Erased organisation', erased_at: expect.any(Date) }]);
    const { rows: people } = await core.database.owner.query('select id from auth_user where id = $1', [gone.owner.id]);
    expect(people).toHaveLength(1);
    const record = await recordOf(core, gone.orgId);
    expect(record).toHaveLength(entries + 1);
    expect(record.at(-1)).toMatchObject({ action: 'organisation.erased', actor: gone.owner.id });
    const { data } = await listErasures(core.ctx, gone.orgId, { limit: 10 });
    expect(data[0]).toMatchObject({ state: 'done' });
    expect(Object.fromEntries((data[0]?.receipt ?? []).map(({ store, outcome }) => [store, outcome]))).toMatchObject({
      membership: 'erased',
      agent: 'erased',
      message: 'erased',
      audit_detail: 'emptied',
      audit_entry: 'kept',
    });
    await sealAudit(core.ctx);
    const chain = await withClient(core.database.urls.engine, (client) =>
      verifyAudit(client, { orgId: gone.orgId, key: core.ctx.auditKey, expect: null }),
    );
    expect(chain).toMatchObject({ finding: null });
  });

  test('is kept when it is called off, and can be asked for again', async () => {
    const kept = await house();
    await requestOrganisationErasure(core.ctx, kept.as, { name: kept.name });
    const again = await requestOrganisationErasure(core.ctx, kept.as, { name: kept.name });
    expect(await callOffErasure(core.ctx, kept.as)).toMatchObject({ id: again.id, state: 'called_off' });
    await expect(callOffErasure(core.ctx, kept.as)).rejects.toMatchObject({ code: 'nothing_to_call_off' });
    await moveDatabaseClock(core.database.owner, WEEK + 1_000);
    expect(await work()).toEqual([]);
    expect((await holding(kept.name)).length).toBeGreaterThan(8);
    expect((await requestOrganisationErasure(core.ctx, kept.as, { name: kept.name })).state).toBe('requested');
    await callOffErasure(core.ctx, kept.as);
  });

  test('another name erases nothing', async () => {
    const one = await house();
    await expect(requestOrganisationErasure(core.ctx, one.as, { name: 'Another' })).rejects.toMatchObject({
      code: 'another_name',
    });
    expect((await listErasures(core.ctx, one.orgId, { limit: 1 })).data).toEqual([]);
  });

  test('its file holds its rows and no secret', async () => {
    const one = await house();
    const lines = await linesOf(await exportOrganisation(core.ctx, whoActs(one.orgId, one.owner.id)));
    expect(lines[0]).toMatchObject({ store: 'organisation', row: { id: one.orgId } });
    expect(lines.at(-1)).toMatchObject({ complete: true, rows: { membership: 2, message: 1, api_key: 1, team: 1 } });
    expect(JSON.stringify(lines)).not.toMatch(/secret_hash|token_hash/);
    for (const { row } of lines.slice(1, -1) as Array<{ row: { org_id: string } }>) expect(row.org_id).toBe(one.orgId);
  });
});

test('nothing is deleted while no erasure runs, whatever the app tries', async () => {
  await write('visitor-h', 'stays');
  await answer('so does this');
  await core.ctx.db.inOrg(orgId, async (tx) => {
    for (const table of ['message', 'turn', 'contact_point', 'inbound_key', 'api_key', 'step']) {
      expect(await tx.$executeRawUnsafe(`delete from ${table} where org_id = $1`, orgId), table).toBe(0);
    }
  });
  for (const rewrite of [`message set text = 'x'`, `reply set text = 'x'`, `step set content = '{}'`]) {
    await expect(core.database.owner.query(`update ${rewrite}`), rewrite).rejects.toThrow(/never changes/);
  }
  await expect(core.database.owner.query('delete from agent_version')).rejects.toThrow(/never change/);
});
