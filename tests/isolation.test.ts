import { createAppDb } from '@parley/db/client';
import { createPool, type Pool } from '@parley/db/pools';
import { bypassReasons } from '@parley/db/roles/assert-cannot-bypass';
import { createTestDatabase, type TestDatabase } from '@parley/testkit/database';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const ORGS = ['org_a', 'org_b'] as const;
/** What sign-in keeps of people: for `parley_auth` only. */
const IDENTITY = ['auth_session', 'auth_account', 'auth_verification', 'auth_two_factor'];
let database: TestDatabase;
let pools: Record<'app' | 'engine' | 'auth' | 'slackbot', Pool>;

/** Two organisations whose rows carry the very same ids: only org_id tells them apart. */
async function seedTwins(): Promise<void> {
  for (const org of ORGS) {
    await database.owner.query(`
      insert into organisation values ('${org}', '${org}', '${org}', false, 'UTC', '{}', now());
      insert into agent values ('${org}', 'agt_1', 'Twin', 'active', 'agv_1', now());
      insert into agent_version values ('${org}', 'agv_1', 'agt_1', 1, '{}', 'd', now());
      insert into channel values ('${org}', 'chan_${org}', 'web_chat', 'Chat', 'agt_1', '{}', now());
      insert into chat_identity values ('${org}', 'chan_${org}', 'v1.000000000000.AAAAAAAAAAAAAAAA.A', null, null, now());
      insert into contact values ('${org}', 'cont_1', now());
      insert into erasure (org_id, id, subject, subject_id, state, actor_kind, actor_id, requested_at, due_at)
        values ('${org}', 'era_1', 'contact', 'cont_x', 'requested', 'user', 'usr_x', now(), now());
      insert into organisation_logo values ('${org}', 'd', 'image/png', '', now());
      insert into contact values ('${org}', 'cont_0', now());
      insert into contact_fact values ('${org}', 'fact_1', 'cont_1', 'size', 'text', 'm', null, 'agent', 'agt_1', now(), now());
      insert into contact_link values ('${org}', 'cont_1', 'cont_0', 'member', 'usr_x', now());
      insert into contact_point values ('${org}', 'web_chat', 'visitor', 'cont_1', now());
      insert into phone_check (org_id, id, contact_id, channel_id, phone, state, created_at, expires_at)
        values ('${org}', 'pchk_1', 'cont_1', 'chan_${org}', '+15550100777', 'sent', now(), now());
      insert into conversation (org_id, id, channel_id, contact_id, agent_id, open_key, created_at, updated_at)
        values ('${org}', 'conv_1', 'chan_${org}', 'cont_1', 'agt_1', 'k', now(), now());
      insert into inbound_key values ('${org}', 's', 'h', 'turn_1', 'msg_1', now());
      insert into message values ('${org}', 'msg_1', 'conv_1', 'turn_1', 1, 'secret of ${org}', null, now());
      insert into turn (org_id, id, conversation_id, agent_id, state, created_at) values ('${org}', 'turn_1', 'conv_1', 'agt_1', 'ready', now());
      insert into run (org_id, id, conversation_id, turn_id, agent_id, agent_version_id, graph_version, outcome, started_at, ended_at)
        values ('${org}', 'run_1', 'conv_1', 'turn_1', 'agt_1', 'agv_1', 1, 'replied', now(), now());
      insert into effect values ('${org}', 'eff_1', 'k', 'run_1', 'turn_1', 'conv_1', 's', 't', 'write', '{}', 'h', 'begun', null, now());
      insert into step values ('${org}', 'run_1', 0, 'frame', 'frame', '{}', now(), 0);
      insert into reply (org_id, id, conversation_id, kind, cause, author, text, status, seq, created_at)
        values ('${org}', 'rep_1', 'conv_1', 'answer', 'answer', 'agent', 'hello', 'sent', 2, now());
      insert into delivery values ('${org}', 'dlv_1', 'rep_1', 'SM1', 'sent', null, now());
      insert into consent values ('${org}', '+15550100001', '+15550100777', 'out', 'word', now());
      insert into handover values ('${org}', 'hand_1', 'conv_1', 'taken_over', null, now());
      insert into dead_letter values ('${org}', 'dead_1', 'conv_1', 'turn_1', 'agt_1', 'model_error', 3, '{msg_1}', now());
      insert into ticket values ('${org}', 'tick_1', 'dead_turn', 'Not answered', 'conv_1', 'turn_1', 'open', now());
      insert into ticket_comment values ('${org}', 'tcom_1', 'tick_1', 'user', 'usr_x', 'Said', now());
      insert into service values ('${org}', 'svc_1', 'Visit', 30, null, null, true, now());
      insert into resource values ('${org}', 'res_1', 'Chair', null, true, now());
      insert into resource_service values ('${org}', 'res_1', 'svc_1');
      insert into closure values ('${org}', 'clos_1', 'res_1', '2026-08-01', '2026-08-02', null, now());
      insert into appointment (org_id, id, reference, contact_id, service_id, resource_id, starts_at, ends_at, state, created_at, updated_at)
        values ('${org}', 'appt_1', 'APT-1', 'cont_1', 'svc_1', 'res_1', '2026-09-01T10:00Z', '2026-09-01T10:30Z', 'booked', now(), now());
      insert into customer_order (org_id, id, number, contact_id, status, currency, total_cents, paid_cents, placed_at, created_at, updated_at)
        values ('${org}', 'ord_1', '1042', 'cont_1', 'paid', 'GBP', 1000, 1000, now(), now(), now());
      insert into order_item values ('${org}', 'ord_1', 0, 'Brush', 1, 1000);
      insert into refund (org_id, id, reference, order_id, amount_cents, reason, actor_kind, actor_id, created_at)
        values ('${org}', 'rfnd_1', 'RFD-1', 'ord_1', 1, 'r', 'user', 'usr_x', now());
      insert into discount (org_id, id, order_id, percent, amount_cents, reason, actor_kind, actor_id, created_at)
        values ('${org}', 'disc_1', 'ord_1', 1, 1, 'r', 'user', 'usr_x', now());
      insert into contact_mail (org_id, id, contact_id, conversation_id, turn_id, address, subject, body, state, due_at, created_at)
        values ('${org}', 'mail_1', 'cont_1', 'conv_1', 'turn_1', 'x@people.test', 's', 'b', 'pending', now(), now());
      insert into http_tool (org_id, id, name, version, description, effect, method, url_template, allowed_hosts, input, created_at, updated_at)
        values ('${org}', 'tool_1', 'look_up', 1, 'd', 'read', 'GET', 'https://x.example', '{x.example}', '{}', now(), now());
      insert into incident (org_id, id, kind, fingerprint, severity, status, title, evidence, first_seen_at, last_seen_at)
        values ('${org}', 'inc_1', 'dead_turn', 'f', 'high', 'open', 'Turns end', '{}', now(), now());
      insert into auth_user (id, name, email) values ('usr_${org}', '${org}', '${org}@people.test');
      insert into membership values ('${org}', 'usr_${org}', 'owner', now());
      insert into invitation values ('${org}', 'inv_1', 'x@people.test', 'viewer', 'hash of ${org}', 'usr_${org}', now(), now());
      insert into team values ('${org}', 'team_1', 'Team', now());
      insert into team_member values ('${org}', 'team_1', 'usr_${org}');
      insert into notification (org_id, id, user_id, event, facts, in_app, created_at)
        values ('${org}', 'ntf_1', 'usr_${org}', 'e', '{}', true, now());
      insert into notification_preference values ('${org}', 'usr_${org}', 'e', true, true);
      insert into webhook_endpoint (org_id, id, url, description, events, status, secret, created_by, created_at)
        values ('${org}', 'whe_1', 'https://x.example', '', '{}', 'active', 'v1.000000000000.AAAAAAAAAAAAAAAA.A', 'usr_${org}', now());
      insert into webhook_event values ('${org}', 'evt_1', 'e', '{}', now());
      insert into webhook_delivery (org_id, id, endpoint_id, event_id, state, due_at, created_at)
        values ('${org}', 'whd_1', 'whe_1', 'evt_1', 'pending', now(), now());
      insert into webhook_attempt values ('${org}', 'whd_1', 1, now(), 1, 200);
      insert into cost_entry values ('${org}', 'cost_1', 'run_1', 'turn_1', 'conv_1', 'agt_1', 'model', 'answer', 'openai', 'm', 1, 1, 0, 1, 5, false, false, now());
      insert into cost_day values ('${org}', '2026-01-01', 'agt_1', 'model', 'answer', 'openai', 'm', 1, 0, 1, 1, 0, 1, 5);
      insert into model_price values ('${org}', 'openai:m', 1, 1, 1, null, now());
      insert into budget values ('${org}', 'bud_1', 'agt_1', 'month', 100, true, now(), now() + interval '1 day', 0, 5, null, null, now());
      insert into budget_allowance values ('${org}', 'turn_1', 'bud_1', 5, now());
      insert into api_key values ('${org}', 'key_1', 'Key', 'hash of ${org}', 'hint', '{}', 'live', 'usr_${org}', now());
      insert into connection (org_id, id, kind, name, created_at, updated_at) values ('${org}', 'conn_1', 'twilio', 'Phones', now(), now());
      insert into idempotency_key values ('${org}', 'r', 'k', 'r', 'running', 'c', now(), now());
      insert into audit_entry values ('${org}', 'aud_1', now(), 'user', 'usr_${org}', 'a', 't', 't');
      insert into audit_detail values ('${org}', 'aud_1', '{}');
      insert into audit_block values ('${org}', 1, '{aud_1}', '{}', '', '', now())`);
  }
}

beforeAll(async () => {
  database = await createTestDatabase();
  await seedTwins();
  const { owner: _, ...urls } = database.urls;
  pools = Object.fromEntries(
    Object.entries(urls).map(([role, url]) => [role, createPool({ url, max: 2, name: 'test', onError: () => {} })]),
  ) as typeof pools;
});
afterAll(async () => {
  await Promise.all(Object.values(pools).map((pool) => pool.end()));
  await database.drop();
});

/** The tables with an organisation that the app may read. */
async function readable(): Promise<string[]> {
  const { rows } = await database.owner.query<{ name: string }>(
    `select c.relname as name from pg_class c
     where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace
       and has_table_privilege('parley_app', c.oid, 'select')`,
  );
  return rows.map(({ name }) => name);
}

test('the roles of the processes could bypass nothing, and the owner could', async () => {
  for (const pool of Object.values(pools)) expect(await bypassReasons(pool)).toEqual([]);
  expect(await bypassReasons(database.owner)).not.toEqual([]);
});

describe('as the app', () => {
  test('without an organisation nothing is seen, in any table', async () => {
    for (const table of await readable()) {
      const { rows } = await pools.app.query(`select * from ${table}`);
      expect(rows, table).toEqual([]);
    }
  });

  test('as one organisation, its own rows are seen and no other, in every table', async () => {
    const tables = (await readable()).filter((table) => table !== 'organisation');
    expect(tables.length).toBeGreaterThanOrEqual(20);
    const db = createAppDb({ url: database.urls.app, maxConnections: 2, name: 'test' });
    for (const org of ORGS) {
      await db.inOrg(org, async (tx) => {
        for (const table of tables) {
          const rows = await tx.$queryRawUnsafe<Array<{ org_id: string }>>(`select distinct org_id from ${table}`);
          expect(rows, table).toEqual([{ org_id: org }]);
        }
      });
    }
    await db.close();
  });

  test('of people, those of its organisation are seen, and of them what members may know of each other', async () => {
    const db = createAppDb({ url: database.urls.app, maxConnections: 1, name: 'test' });
    const asA = (sql: string) => db.inOrg('org_a', (tx) => tx.$queryRawUnsafe(sql));
    expect(await asA('select id, name, email from auth_user')).toEqual([
      { id: 'usr_org_a', name: 'org_a', email: 'org_a@people.test' },
    ]);
    for (const hidden of [
      'select email_verified from auth_user',
      ...IDENTITY.map((table) => `select * from ${table}`),
    ]) {
      await expect(asA(hidden), hidden).rejects.toThrow(/permission denied/);
    }
    await db.close();
  });

  test('a row of another organisation can be neither written, changed nor adopted', async () => {
    const db = createAppDb({ url: database.urls.app, maxConnections: 2, name: 'test' });
    const asA = (sql: string) => db.inOrg('org_a', (tx) => tx.$executeRawUnsafe(sql));
    expect(await asA(`update channel set name = 'x' where org_id = 'org_b'`)).toBe(0);
    expect(await asA(`update channel set name = 'x' where org_id = 'org_a'`)).toBe(1);
    const version = (org: string) =>
      `insert into agent_version values ('${org}', 'agv_2', 'agt_1', 2, '{}', 'd', now())`;
    await expect(asA(version('org_b'))).rejects.toThrow(/row-level security/);
    await expect(asA(`update channel set org_id = 'org_b' where id = 'chan_org_a'`)).rejects.toThrow(
      /row-level security/,
    );
    await db.close();
  });

  test('the organisation ends with the transaction: the next one on the connection sees nothing', async () => {
    const db = createAppDb({ url: database.urls.app, maxConnections: 1, name: 'test' });
    await db.inOrg('org_a', (tx) => tx.message.findMany());
    expect(await db.inOrg('', (tx) => tx.message.findMany())).toEqual([]);
    await db.close();
  });

  test('a partition cannot be read past its table', async () => {
    await expect(pools.app.query('select * from message_other')).rejects.toThrow(/permission denied/);
    await expect(pools.engine.query('select * from message_other')).rejects.toThrow(/permission denied/);
  });
});

test('nothing of identity is anyone’s but the look-up role’s', async () => {
  for (const table of ['auth_user', 'invitation', 'api_key', ...IDENTITY]) {
    await expect(pools.slackbot.query(`select * from ${table}`), table).rejects.toThrow(/permission denied/);
  }
});

test('each role may do exactly this, and nothing else', async () => {
  const { rows } = await database.owner.query<{ role: string; tbl: string; may: string }>(
    `select grantee as role, table_name as tbl, string_agg(left(privilege_type, 1), '' order by privilege_type) as may
     from information_schema.table_privileges
     where grantee like 'parley\\_%' and grantee <> 'parley_owner' and table_schema = 'public' group by 1, 2`,
  );
  const granted: Record<string, Record<string, string>> = {};
  for (const { role, tbl, may } of rows) granted[role] = { ...granted[role], [tbl]: may };
  // D: delete, I: insert, S: select, U: update
  const audit = { audit_entry: 'IS', audit_detail: 'ISU', audit_block: 'S', audit_unsealed: 'S' };
  expect(granted).toEqual({
    parley_app: {
      // Much is deleted under a policy that asks for an erasure: erasure.db.test.ts.
      ...{ organisation: 'ISU', agent: 'DISU', channel: 'DISU', chat_identity: 'DISU', agent_version: 'DIS' },
      inbound_key: 'D',
      phone_check: 'DIS',
      ...{
        contact: 'DIS',
        contact_point: 'DIS',
        contact_link: 'DIS',
        contact_fact: 'DIS',
        conversation: 'DS',
        message: 'DS',
        turn: 'DIS',
        run: 'DIS',
        step: 'DIS',
        effect: 'DIS',
        reply: 'DIS',
        delivery: 'DS',
        consent: 'DS',
      },
      ...{ handover: 'DIS', dead_letter: 'DS', ticket: 'DIS', incident: 'DS' },
      ...{ ticket_comment: 'DIS', service: 'DIS', resource: 'DIS', resource_service: 'DIS', closure: 'DIS' },
      ...{
        appointment: 'DIS',
        customer_order: 'DIS',
        order_item: 'DIS',
        refund: 'DIS',
        discount: 'DIS',
        contact_mail: 'DIS',
        http_tool: 'DISU',
      },
      ...{ membership: 'DISU', team: 'DISU', team_member: 'DISU', invitation: 'DISU', api_key: 'DISU' },
      ...{ erasure: 'ISU', organisation_logo: 'DISU' },
      ...{ notification: 'DISU', notification_preference: 'DISU', webhook_endpoint: 'DISU', webhook_event: 'DIS' },
      ...{ webhook_delivery: 'DISU', webhook_attempt: 'DIS' },
      ...{ idempotency_key: 'DISU', connection: 'DISU', ...audit },
      ...{ cost_entry: 'DIS', cost_day: 'DS', budget_allowance: 'DS', model_price: 'DISU', budget: 'DISU' },
    },
    parley_engine: {
      ...{ organisation: 'S', agent: 'S', agent_version: 'S', channel: 'S' },
      ...{
        contact: 'IS',
        contact_point: 'IS',
        inbound_key: 'IS',
        message: 'IS',
        run: 'IS',
        step: 'IS',
        effect: 'S',
        contact_fact: 'S',
      },
      ...{ conversation: 'ISU', turn: 'ISU', reply: 'ISU', process: 'ISU', erasure: 'S' },
      ...{ delivery: 'IS', consent: 'ISU', phone_check: 'S' },
      ...{ handover: 'IS', dead_letter: 'IS', ticket: 'IS', incident: 'ISU' },
      ...{ audit_entry: 'IS', audit_detail: 'IS', audit_block: 'IS', audit_unsealed: 'DS' },
      call_count: 'DISU',
      ...{ cost_entry: 'IS', cost_day: 'ISU', model_price: 'S', budget: 'SU', budget_allowance: 'DISU' },
      provider_quota: 'DISU',
    },
    parley_auth: {
      ...{ channel: 'S', membership: 'S', invitation: 'S', api_key: 'S', organisation_logo: 'S' },
      ...{
        auth_user: 'DISU',
        auth_session: 'DISU',
        auth_account: 'DISU',
        auth_verification: 'DISU',
        auth_two_factor: 'DISU',
      },
    },
    parley_slackbot: {
      ...{ organisation: 'S', agent: 'S', channel: 'S', contact: 'S', conversation: 'S', turn: 'S', run: 'S' },
      ...{ dead_letter: 'S', ticket: 'S', incident: 'S' },
      ...{ membership: 'S', team: 'S', team_member: 'S', process: 'ISU' },
    },
  });
});

test('an agent version never changes, whoever asks', async () => {
  await expect(database.owner.query(`update agent_version set digest = 'other'`)).rejects.toThrow(/never change/);
  await expect(database.owner.query('delete from agent_version')).rejects.toThrow(/never change/);
});
