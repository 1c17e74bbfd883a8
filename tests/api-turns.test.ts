import { randomBytes } from 'node:crypto';
import type { ModelPort } from '@parley/agent/models/model-port';
import { hashOfSecret, makeKeySecret } from '@parley/core/keys/key-secret';
import { createClient } from '@parley/sdk/client';
import { readServerSentEvents } from '@parley/sdk/server-sent-events';
import { makeId } from '@parley/shared/ids';
import type { Scope } from '@parley/shared/roles';
import { until } from '@parley/testkit/until';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Platform, startPlatform } from './platform.ts';
import { visit } from './visitor.ts';

/** Says back what it was told, once it is let go. */
let gate = Promise.withResolvers<void>();
const patient: ModelPort = {
  label: 'patient model',
  demo: true,
  async call({ messages }) {
    await gate.promise;
    const last = messages.at(-1);
    const text = `to: ${last?.role === 'user' ? last.text : ''}`;
    return { text, toolCalls: [], usage: { inputTokens: 1, cachedInputTokens: 0, outputTokens: 1 }, model: 'patient' };
  },
};

let platform: Platform;
let channel: string;
let system: ReturnType<typeof createClient>;
let bearer: string;

const rows = async <Row>(sql: string, values: unknown[] = []): Promise<Row[]> =>
  (await platform.database.owner.query(sql, values)).rows as Row[];

async function keyWith(...scopes: Scope[]): Promise<string> {
  const secret = makeKeySecret('live', randomBytes);
  await rows(
    `insert into api_key (org_id, id, name, secret_hash, hint, scopes, environment, created_by, created_at)
     values ($1, $2, 'Key', $3, 'hint', $4, 'live', 'usr_x', now())`,
    [platform.orgId, makeId('apiKey', new Date(), randomBytes), hashOfSecret(secret), scopes],
  );
  return secret;
}
const clientWith = async (...scopes: Scope[]) =>
  createClient({ baseUrl: platform.api.url, token: await keyWith(...scopes) });

const addChannel = async (name: string): Promise<string> => {
  const admin = await clientWith('admin');
  const { data } = await admin.listAgents({ query: {} });
  return (await admin.addApiChannel({ body: { name, agent_id: data[0]?.id ?? '' } })).id;
};

beforeAll(async () => {
  platform = await startPlatform({ model: patient });
  channel = await addChannel('Till');
  const token = await keyWith('ingest:write');
  bearer = `Bearer ${token}`;
  system = createClient({ baseUrl: platform.api.url, token });
});
afterAll(async () => {
  gate.resolve();
  await platform.stop();
});
beforeEach(() => {
  gate.resolve();
  gate = Promise.withResolvers();
});

let n = 0;
const said = (text: string, more: object = {}) => ({
  id: `event-${n++}`,
  contact: { external_id: `customer-${n}` },
  text,
  ...more,
});
const waiting = { Prefer: 'wait=20' };

describe('a turn that is sent in', () => {
  test('is stored at once, and answered: by waiting, by asking, and as it happens', async () => {
    const body = said('When are you open?');
    const sent = await system.sendTurn({ body });
    expect(sent).toMatchObject({ status: 'waiting', duplicate: false, replies: [] });
    const id = sent.turn_id;
    // Open before there is an answer.
    const stream = await fetch(`${platform.api.url}/v1/turns/${id}/events`, { headers: { Authorization: bearer } });
    gate.resolve();
    if (!stream.body) throw new Error('the stream has no body');
    const seen: Array<[string, unknown]> = [];
    for await (const { event, data } of readServerSentEvents(stream.body)) seen.push([event, JSON.parse(data)]);
    const reply = { author: 'agent', text: 'to: When are you open?', model: 'patient' };
    expect(seen.filter(([event]) => event !== 'typing')).toEqual([
      ['message', expect.objectContaining(reply)],
      ['ended', { status: 'answered', reason: null }],
    ]);

    const read = await system.readTurn({ params: { id } });
    expect(read).toMatchObject({ turn_id: id, channel_id: channel, status: 'answered', answered_in: null });
    expect(read.messages).toMatchObject([{ event_id: body.id, text: body.text }]);
    expect(read.replies).toMatchObject([reply]);

    const again = await system.sendTurn({ body, headers: waiting });
    expect(again).toMatchObject({ duplicate: true, turn_id: id, message_id: sent.message_id, status: 'answered' });
    expect(again.replies).toEqual(read.replies);
  });

  test('may be waited for; two of one contact are one conversation, in order', async () => {
    gate.resolve();
    const contact = { external_id: 'in-order' };
    const [one, two] = [said('one', { contact }), said('two', { contact })];
    const first = await system.sendTurn({ body: one, headers: waiting });
    const second = await system.sendTurn({ body: two, headers: waiting });
    expect([first, second].map(({ replies }) => replies.map(({ text }) => text))).toEqual([['to: one'], ['to: two']]);
    expect(second.conversation_id).toBe(first.conversation_id);
  });

  test('ten deliveries at once are one turn; another contact’s event of the same id is another', async () => {
    gate.resolve();
    const body = said('only once');
    const sent = await Promise.all(Array.from({ length: 10 }, () => system.sendTurn({ body })));
    expect(new Set(sent.map(({ turn_id }) => turn_id)).size).toBe(1);
    expect(sent.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
    const other = await system.sendTurn({ body: { ...body, contact: { external_id: 'somebody-else' } } });
    expect(other.duplicate).toBe(false);
  });

  test('goes on in the stream where it was left', async () => {
    gate.resolve();
    const { turn_id: id, replies } = await system.sendTurn({ body: said('resume'), headers: waiting });
    const read = async (headers: Record<string, string>) => {
      const events: string[] = [];
      for await (const { event } of system.followTurn({ params: { id }, headers })) events.push(event);
      return events;
    };
    expect(await read({})).toEqual(['message', 'ended']);
    expect(await read({ 'Last-Event-ID': replies[0]?.cursor ?? '' })).toEqual(['ended']);
    await expect(read({ 'Last-Event-ID': 'nonsense' })).rejects.toMatchObject({ code: 'invalid_cursor' });
  });

  test('is silent while a person answers, and says so', async () => {
    gate.resolve();
    const contact = { external_id: 'person' };
    const { conversation_id } = await system.sendTurn({ body: said('hello', { contact }), headers: waiting });
    await rows(
      `with stay as (insert into handover (org_id, id, conversation_id, reason, taken_at) select org_id, 'hand_x', id, 'taken_over', now() from conversation where id = $1)
       update conversation set owner = 'person', owner_epoch = owner_epoch + 1 where id = $1`,
      [conversation_id],
    );
    const sent = await system.sendTurn({ body: said('anyone?', { contact }), headers: waiting });
    expect(sent).toMatchObject({ status: 'silent', reason: 'person_owns', replies: [] });
  });

  test('batch work waits in lanes of its own', async () => {
    gate.resolve();
    const { conversation_id } = await system.sendTurn({
      body: said('import', { priority: 'batch' }),
      headers: waiting,
    });
    expect(await rows('select class from conversation where id = $1', [conversation_id])).toEqual([{ class: 'batch' }]);
  });
});

describe('refused', () => {
  test('what is not whole, with the field named', async () => {
    const whole = said('hello');
    const wrong: Array<[object, string]> = [
      [{ ...whole, id: '' }, 'id'],
      [{ ...whole, id: 'with space' }, 'id'],
      [{ ...whole, text: '  ' }, 'text'],
      [{ ...whole, text: 'x'.repeat(16_001) }, 'text'],
      [{ ...whole, contact: {} }, 'contact.external_id'],
      [{ ...whole, contact: { external_id: 'two\nlines' } }, 'contact.external_id'],
      [{ ...whole, contact: { external_id: 'half \ud800' } }, 'contact.external_id'],
      [{ ...whole, priority: 'urgent' }, 'priority'],
      [{ ...whole, org_id: platform.orgId }, 'body'],
      [{ ...whole, text: 'a\u0000b' }, 'text'],
    ];
    for (const [body, param] of wrong) {
      await expect(system.sendTurn({ body: body as never }), JSON.stringify(body).slice(0, 80)).rejects.toMatchObject({
        status: 400,
        param,
      });
    }
  });

  test('a channel that is no API channel, and turns of other channels', async () => {
    await expect(system.sendTurn({ body: said('x', { channel: platform.channelId }) })).rejects.toMatchObject({
      code: 'no_such_channel',
    });
    gate.resolve();
    const visitor = await visit({ url: platform.api.url, channelId: platform.channelId });
    const { turn_id } = await visitor.say('secret');
    await expect(system.readTurn({ params: { id: turn_id } })).rejects.toMatchObject({ code: 'no_such_turn' });
    const stream = system.followTurn({ params: { id: turn_id } });
    await expect(stream.next()).rejects.toMatchObject({ code: 'no_such_turn' });
  });

  test('which channel, once there are several', async () => {
    const second = await addChannel('Second');
    await expect(system.sendTurn({ body: said('x') })).rejects.toMatchObject({ code: 'channel_needed' });
    expect(await system.sendTurn({ body: said('x', { channel: second }) })).toMatchObject({ duplicate: false });
    const admin = await clientWith('admin');
    const third = await addChannel('Third');
    expect(await admin.deleteChannel({ params: { id: third } })).toEqual({ deleted: true });
  });

  test('more than a conversation holds: later, says when, and under the same id it is taken then', async () => {
    const contact = { external_id: 'flood' };
    await Promise.all(Array.from({ length: 50 }, () => system.sendTurn({ body: said('more', { contact, channel }) })));
    const body = said('one too many', { contact, channel });
    const response = await fetch(`${platform.api.url}/v1/turns`, {
      method: 'POST',
      headers: { Authorization: bearer, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('5');
    expect(await response.json()).toMatchObject({ error: { code: 'too_many_waiting' } });
    gate.resolve();
    await platform.quiet();
    expect(await system.sendTurn({ body, headers: waiting })).toMatchObject({ duplicate: false });
  });
});

describe('a webhook tells', () => {
  let path = 0;
  const endpoint = async (...events: string[]) => {
    await rows(`update organisation set plan = 'growth' where id = $1`, [platform.orgId]);
    const admin = await clientWith('admin');
    const mine = `/turns-${++path}`;
    const url = `${platform.street.url}/hooks${mine}`;
    await admin.createWebhook({
      body: { url, events: events as never },
      headers: { 'Idempotency-Key': mine },
    });
    const told = () =>
      platform.street.hooks.ledger.entries
        .filter((entry) => entry.path === mine)
        .map((entry) => JSON.parse(entry.body) as { type: string; data: Record<string, unknown> });
    return { told };
  };

  test('that a turn ended, in ids: what was said is read', async () => {
    gate.resolve();
    const { told } = await endpoint('turn.ended');
    const body = said('by webhook', { channel });
    const sent = await system.sendTurn({ body });
    await system.sendTurn({ body });
    await until(() => told().length === 1);
    expect(told()).toMatchObject([
      {
        type: 'turn.ended',
        data: {
          organisation_id: platform.orgId,
          turn_id: sent.turn_id,
          conversation_id: sent.conversation_id,
          channel_id: channel,
          status: 'answered',
          reason: null,
          answered_in: null,
        },
      },
    ]);
    expect(JSON.stringify(told())).not.toContain('by webhook');
  });

  test('of silence, with its reason; and nothing of what was not asked for', async () => {
    gate.resolve();
    const contact = { external_id: 'silent-hook' };
    const first = await system.sendTurn({ body: said('hello', { channel, contact }), headers: waiting });
    await rows(
      `with stay as (insert into handover (org_id, id, conversation_id, reason, taken_at) select org_id, 'hand_y', id, 'taken_over', now() from conversation where id = $1)
       update conversation set owner = 'person', owner_epoch = owner_epoch + 1 where id = $1`,
      [first.conversation_id],
    );
    const { told } = await endpoint('turn.ended');
    const other = await endpoint('member.joined');
    const sent = await system.sendTurn({ body: said('anyone?', { channel, contact }) });
    await until(() => told().length === 1);
    expect(other.told()).toEqual([]);
    expect(await rows(`select facts from webhook_event where facts ->> 'turn_id' = $1`, [sent.turn_id])).toMatchObject([
      { facts: { status: 'silent', reason: 'person_owns' } },
    ]);
  });
});
