import { randomBytes } from 'node:crypto';
import { hashOfSecret, makeKeySecret } from '@parley/core/keys/key-secret';
import { type IdKind, makeId } from '@parley/shared/ids';
import { type MemberPermission, ROLES, type Role, roleMay, SCOPES, type Scope, scopesMay } from '@parley/shared/roles';
import type { Platform } from '../platform.ts';
import { visit } from '../visitor.ts';

/** What a caller is, which says what they may do. */
export type Standing =
  | { kind: 'nobody' }
  | { kind: 'visitor' }
  /** Signed in, and a member of nothing, or no longer. */
  | { kind: 'outsider' }
  | { kind: 'member'; role: Role }
  | { kind: 'key'; scopes: readonly Scope[] };

export type Caller = { name: string; headers: Record<string, string>; standing: Standing };

export type House = { orgId: string; ids: Partial<Record<IdKind, string>> };

const PASSWORD = 'correct horse battery';

export const newId = (kind: IdKind): string => makeId(kind, new Date(), randomBytes);

/** Makes people and keys of every kind, each signed in through the front door. */
export async function gatherCallers(platform: Platform): Promise<{
  callers: Caller[];
  mine: House;
  foreign: House;
}> {
  const registry = createRegistry(platform);
  await registry.learnPassword();
  const mine = await registry.house();
  const foreign = await registry.house();
  return { callers: await callersIn(registry, mine), mine, foreign };
}

async function callersIn(registry: Registry, { orgId }: House): Promise<Caller[]> {
  const nobody = { kind: 'nobody' } as const;
  const outsider = { kind: 'outsider' } as const;
  const { url } = registry.platform.api;
  const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });
  const callers: Caller[] = [
    { name: 'anonymous', headers: {}, standing: nobody },
    { name: 'nonsense as a token', headers: bearer('nonsense'), standing: nobody },
    { name: 'nonsense as a cookie', headers: { Cookie: 'parley.session_token=x.y', Origin: url }, standing: nobody },
    { name: 'an unknown key', headers: bearer(makeKeySecret('live', randomBytes)), standing: nobody },
    {
      name: 'headers that claim to be someone',
      headers: { 'X-Forwarded-User': 'owner', 'X-Org-Id': orgId, 'X-Parley-Role': 'owner', 'X-Original-Method': 'GET' },
      standing: nobody,
    },
  ];
  const visitor = await visit({ url, channelId: registry.platform.channelId });
  callers.push({
    name: 'a visitor',
    headers: { ...bearer(visitor.token), Origin: 'http://clinic.test' },
    standing: { kind: 'visitor' },
  });
  for (const role of ROLES) {
    const headers = await registry.signIn(await registry.person(orgId, role));
    callers.push({ name: role, headers, standing: { kind: 'member', role } });
  }
  callers.push({
    name: 'a person of no house',
    headers: await registry.signIn(await registry.person()),
    standing: outsider,
  });

  const removed = await registry.person(orgId, 'admin');
  callers.push({ name: 'a removed admin', headers: await registry.signIn(removed), standing: outsider });
  await registry.query('delete from membership where user_id = $1', [removed.id]);
  const late = await registry.person(orgId, 'owner');
  callers.push({ name: 'an owner’s expired session', headers: await registry.signIn(late), standing: nobody });
  await registry.query(`update auth_session set expires_at = now() - interval '1 second' where user_id = $1`, [
    late.id,
  ]);
  const ended = await registry.person(orgId, 'owner');
  callers.push({ name: 'an owner’s revoked session', headers: await registry.signIn(ended), standing: nobody });
  await registry.query('delete from auth_session where user_id = $1', [ended.id]);

  for (const scopes of [...SCOPES.map((scope) => [scope]), [...SCOPES]]) {
    const { secret } = await registry.key(orgId, scopes);
    callers.push({ name: `a key: ${scopes.join(' ')}`, headers: bearer(secret), standing: { kind: 'key', scopes } });
  }
  for (const end of ['expires_at', 'revoked_at']) {
    const { secret, id } = await registry.key(orgId, [...SCOPES]);
    await registry.query(`update api_key set ${end} = now() - interval '1 second' where id = $1`, [id]);
    callers.push({ name: `a key past its ${end}`, headers: bearer(secret), standing: nobody });
  }
  return callers;
}

export type Verdict = 'passes' | 'unauthenticated' | 'forbidden';

/** What the table of roles says of a caller and a permission. */
export function verdictOn(standing: Standing, permission: string): Verdict {
  if (permission === 'public') return 'passes';
  if (permission === 'carrier') return 'forbidden';
  if (permission === 'visitor') return standing.kind === 'visitor' ? 'passes' : 'unauthenticated';
  if (standing.kind === 'nobody' || standing.kind === 'visitor') return 'unauthenticated';
  if (permission === 'user') return standing.kind === 'key' ? 'unauthenticated' : 'passes';
  const asked = permission as MemberPermission;
  if (standing.kind === 'outsider') return 'forbidden';
  const may = standing.kind === 'member' ? roleMay(standing.role, asked) : scopesMay(standing.scopes, asked);
  return may ? 'passes' : 'forbidden';
}

type Person = { id: string; email: string };

type Registry = ReturnType<typeof createRegistry>;

/** People, keys and organisations, put where they belong. */
function createRegistry(platform: Platform) {
  const { url } = platform.api;
  let passwordHash = '';

  const query = <Row>(sql: string, values: unknown[] = []): Promise<Row[]> =>
    platform.database.owner.query(sql, values).then(({ rows }) => rows as Row[]);

  async function post(path: string, body: object): Promise<Response> {
    const headers = { 'Content-Type': 'application/json', Origin: url };
    const response = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response;
  }

  /** One person signs up; all others have the same password, without waiting for its hash. */
  async function learnPassword(): Promise<void> {
    await post('/v1/auth/sign-up/email', { name: 'First', email: 'first@people.test', password: PASSWORD });
    const [account] = await query<{ password: string }>('select password from auth_account');
    passwordHash = account?.password ?? '';
  }

  async function person(orgId?: string, role?: Role): Promise<Person> {
    const id = newId('user');
    const email = `${id}@people.test`;
    await query('insert into auth_user (id, name, email, email_verified) values ($1, $1, $2, true)', [id, email]);
    await query(
      `insert into auth_account (id, user_id, account_id, provider_id, password) values ($1, $2, $2, 'credential', $3)`,
      [newId('account'), id, passwordHash],
    );
    if (orgId) {
      const membership = [orgId, id, role];
      await query('insert into membership (org_id, user_id, role, created_at) values ($1, $2, $3, now())', membership);
    }
    return { id, email };
  }

  async function signIn({ email }: Person): Promise<Record<string, string>> {
    const response = await post('/v1/auth/sign-in/email', { email, password: PASSWORD });
    const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
    return { Cookie: cookies.join('; '), Origin: url };
  }

  async function key(orgId: string, scopes: readonly Scope[]): Promise<{ id: string; secret: string }> {
    const id = newId('apiKey');
    const secret = makeKeySecret('live', randomBytes);
    await query(
      `insert into api_key (org_id, id, name, secret_hash, hint, scopes, environment, created_by, created_at)
       values ($1, $2, 'Key', $3, 'hint', $4, 'live', 'usr_x', now())`,
      [orgId, id, hashOfSecret(secret), scopes],
    );
    return { id, secret };
  }

  /** An organisation with one of everything that has an id. */
  async function house(): Promise<House> {
    const orgId = newId('organisation');
    await query(
      `insert into organisation (id, name, slug, is_demo, time_zone, profile, created_at)
       values ($1, $1, $1, false, 'UTC', '{}', now())`,
      [orgId],
    );
    const owner = await person(orgId, 'owner');
    await signIn(owner);
    const team = newId('team');
    await query('insert into team (org_id, id, name, created_at) values ($1, $2, $2, now())', [orgId, team]);
    await query('insert into team_member (org_id, team_id, user_id) values ($1, $2, $3)', [orgId, team, owner.id]);
    const invitation = newId('invitation');
    await query(
      `insert into invitation (org_id, id, email, role, token_hash, invited_by, created_at, expires_at)
       values ($1, $2, $3, 'member', $4, $5, now(), now() + interval '1 day')`,
      [orgId, invitation, `${invitation}@people.test`, randomBytes(32), owner.id],
    );
    const [contact, erasure] = [newId('contact'), newId('erasure')];
    await query('insert into contact (org_id, id, created_at) values ($1, $2, now())', [orgId, contact]);
    await query(
      `insert into erasure (org_id, id, subject, subject_id, state, actor_kind, actor_id, requested_at, due_at)
       values ($1, $2, 'contact', 'cont_x', 'requested', 'user', 'usr_x', now(), now())`,
      [orgId, erasure],
    );
    const { id: apiKey } = await key(orgId, ['read']);
    const connection = newId('connection');
    await query(
      `insert into connection (org_id, id, kind, name, created_at, updated_at) values ($1, $2, 'twilio', 'Phones', now(), now())`,
      [orgId, connection],
    );
    const [agent, version, channel] = [newId('agent'), newId('agentVersion'), newId('channel')];
    await query(
      `with made as (insert into agent (org_id, id, name, status, current_version_id, created_at) values ($1, $2, 'Agent', 'active', $3, now()))
       insert into agent_version (org_id, id, agent_id, number, spec, digest, created_at) values ($1, $3, $2, 1, '{"instructions":"Answer.","greeting":"Hello.","model":null,"tools":[]}', 'd', now())`,
      [orgId, agent, version],
    );
    await query(
      `insert into channel (org_id, id, kind, name, agent_id, allowed_origins, created_at) values ($1, $2, 'web_chat', 'Chat', $3, '{}', now())`,
      [orgId, channel, agent],
    );
    const [session] = await query<{ id: string }>('select id from auth_session where user_id = $1', [owner.id]);
    const notification = newId('notification');
    await query(
      `insert into notification (org_id, id, user_id, event, facts, in_app, created_at)
       values ($1, $2, $3, 'organisation.changed', '{"fields": []}', true, now())`,
      [orgId, notification, owner.id],
    );
    const webhookEndpoint = newId('webhookEndpoint');
    await query(
      `insert into webhook_endpoint (org_id, id, url, description, events, status, secret, created_by, created_at)
       values ($1, $2, 'https://hooks.example.com', '', '{}', 'active', 'v1.000000000000.AAAAAAAAAAAAAAAA.A', $3, now())`,
      [orgId, webhookEndpoint, owner.id],
    );
    const [event, webhookDelivery] = [newId('event'), newId('webhookDelivery')];
    await query(`insert into webhook_event values ($1, $2, 'organisation.changed', '{}', now())`, [orgId, event]);
    await query(
      `insert into webhook_delivery (org_id, id, endpoint_id, event_id, state, created_at, ended_at)
       values ($1, $2, $3, $4, 'failed', now(), now())`,
      [orgId, webhookDelivery, webhookEndpoint, event],
    );
    const told = { contact, erasure, notification, webhookEndpoint, webhookDelivery };
    const known = {
      organisation: orgId,
      user: owner.id,
      team,
      invitation,
      apiKey,
      connection,
      agent,
      channel,
      ...told,
    };
    return { orgId, ids: { ...known, ...(await talk(orgId, agent, channel)), session: session?.id } };
  }

  /** A conversation that has seen everything that can go wrong in one. */
  async function talk(orgId: string, agent: string, channel: string) {
    const ids = {
      ...{ conversation: newId('conversation'), deadLetter: newId('deadLetter') },
      ...{ ticket: newId('ticket'), incident: newId('incident'), phoneCheck: newId('phoneCheck') },
      budget: newId('budget'),
    };
    const [speaker, turn] = [newId('contact'), newId('turn')];
    await query('insert into contact (org_id, id, created_at) values ($1, $2, now())', [orgId, speaker]);
    await query(
      `insert into conversation (org_id, id, channel_id, contact_id, agent_id, created_at, updated_at) values ($1, $2, $3, $4, $5, now(), now())`,
      [orgId, ids.conversation, channel, speaker, agent],
    );
    await query(`insert into dead_letter values ($1, $2, $3, $4, $5, 'model_error', 3, '{}', now())`, [
      ...[orgId, ids.deadLetter, ids.conversation, turn, agent],
    ]);
    await query(`insert into ticket values ($1, $2, 'dead_turn', 'Not answered', $3, $4, 'open', now())`, [
      ...[orgId, ids.ticket, ids.conversation, turn],
    ]);
    await query(
      `insert into incident (org_id, id, kind, fingerprint, severity, status, title, evidence, first_seen_at, last_seen_at)
       values ($1, $2, 'dead_turn', 'f', 'high', 'open', 'Turns end', '{}', now(), now())`,
      [orgId, ids.incident],
    );
    await query(
      `insert into phone_check (org_id, id, contact_id, channel_id, phone, state, created_at, expires_at)
       values ($1, $2, $3, $4, '+447700900111', 'sent', now(), now())`,
      [orgId, ids.phoneCheck, speaker, channel],
    );
    await query(
      `insert into budget (org_id, id, period, limit_micros, hard, period_start, period_end, created_at)
       values ($1, $2, 'month', 1000000, false, now(), now() + interval '1 month', now())`,
      [orgId, ids.budget],
    );
    const run = newId('run');
    await query(
      `insert into run (org_id, id, conversation_id, turn_id, agent_id, agent_version_id, graph_version, outcome, started_at, ended_at)
       select a.org_id, $2, $3, $4, a.id, a.current_version_id, 1, 'replied', now(), now() from agent a where a.org_id = $1 and a.id = $5`,
      [orgId, run, ids.conversation, turn, agent],
    );
    const contactFact = newId('contactFact');
    await query(
      `insert into contact_fact (org_id, id, contact_id, name, type, value, author_kind, author_id, created_at, updated_at)
       values ($1, $2, $3, 'size', 'text', 'm', 'user', 'usr_x', now(), now())`,
      [orgId, contactFact, speaker],
    );
    return { ...ids, turn, run, contactFact, ...(await trade(orgId, speaker)) };
  }

  /** A calendar with an appointment, an order, and a declared tool. */
  async function trade(orgId: string, contact: string) {
    const ids = {
      ...{ service: newId('service'), resource: newId('resource'), closure: newId('closure') },
      ...{ appointment: newId('appointment'), order: newId('order'), httpTool: newId('httpTool') },
    };
    await query(`insert into service values ($1, $2, 'Visit', 30, null, null, true, now())`, [orgId, ids.service]);
    await query(`insert into resource values ($1, $2, 'Chair', null, true, now())`, [orgId, ids.resource]);
    await query(`insert into closure values ($1, $2, $3, '2026-08-01', '2026-08-02', null, now())`, [
      ...[orgId, ids.closure, ids.resource],
    ]);
    await query(
      `insert into appointment (org_id, id, reference, contact_id, service_id, resource_id, starts_at, ends_at, state, created_at, updated_at)
       values ($1, $2, 'APT-1', $3, $4, $5, now() + interval '1 day', now() + interval '2 days', 'booked', now(), now())`,
      [orgId, ids.appointment, contact, ids.service, ids.resource],
    );
    await query(
      `insert into customer_order (org_id, id, number, contact_id, status, currency, total_cents, paid_cents, placed_at, created_at, updated_at)
       values ($1, $2, '1042', $3, 'paid', 'GBP', 1000, 1000, now(), now(), now())`,
      [orgId, ids.order, contact],
    );
    await query(
      `insert into http_tool (org_id, id, name, version, description, effect, method, url_template, allowed_hosts, input, created_at, updated_at)
       values ($1, $2, 'look_up', 1, 'd', 'read', 'GET', 'https://x.example', '{x.example}', '{}', now(), now())`,
      [orgId, ids.httpTool],
    );
    return ids;
  }

  return { platform, query, learnPassword, person, signIn, key, house };
}
