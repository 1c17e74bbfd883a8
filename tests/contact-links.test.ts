import { randomBytes } from 'node:crypto';
import { hashOfSecret, makeKeySecret } from '@parley/core/keys/key-secret';
import { createClient } from '@parley/sdk/client';
import { makeId } from '@parley/shared/ids';
import type { Scope } from '@parley/shared/roles';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Platform, startPlatform } from './platform.ts';

let platform: Platform;
let system: ReturnType<typeof createClient>;
let admin: ReturnType<typeof createClient>;

const rows = async <Row>(sql: string, values: unknown[] = []): Promise<Row[]> =>
  (await platform.database.owner.query(sql, values)).rows as Row[];

async function clientWith(...scopes: Scope[]) {
  const token = makeKeySecret('live', randomBytes);
  await rows(
    `insert into api_key (org_id, id, name, secret_hash, hint, scopes, environment, created_by, created_at)
     values ($1, $2, 'Key', $3, 'hint', $4, 'live', 'usr_x', now())`,
    [platform.orgId, makeId('apiKey', new Date(), randomBytes), hashOfSecret(token), scopes],
  );
  return createClient({ baseUrl: platform.api.url, token });
}

beforeAll(async () => {
  platform = await startPlatform();
  admin = await clientWith('admin');
  system = await clientWith('ingest:write', 'read');
  const { data } = await admin.listAgents({ query: {} });
  await admin.addApiChannel({ body: { name: 'Till', agent_id: data[0]?.id ?? '' } });
});
afterAll(() => platform.stop());

let people: string[];
let n = 0;
/** Someone who has written, and their contact. */
async function person(): Promise<{ address: string; id: string }> {
  const address = `person-${n++}`;
  const { turn_id } = await system.sendTurn({
    body: { id: 'hello', contact: { external_id: address }, text: 'Hello' },
  });
  const { contact_id: id } = await system.readTurn({ params: { id: turn_id } });
  people.push(id);
  return { address, id };
}
beforeEach(() => {
  people = [];
});

const link = (id: string, { address }: { address: string }) =>
  system.linkContact({ params: { id }, body: { kind: 'api', address } });
const recorded = async () =>
  (
    await rows<{ action: string }>(
      `select action from audit_entry where target_id = any ($1) and action like 'contact.%linked' order by id`,
      [people],
    )
  ).map(({ action }) => action);

test('two contacts are one person by somebody’s word; the older one is shown with both, once, and it can be undone', async () => {
  const [old, young] = [await person(), await person()];
  const seen = await link(young.id, old);
  expect(seen).toMatchObject({ id: young.id, linked_to: old.id, links: [] });
  await link(old.id, young);
  const main = await system.readContact({ params: { id: old.id } });
  expect(main.links).toMatchObject([
    { contact_id: young.id, vouched_by: 'api_key', points: [{ kind: 'api', address: young.address }] },
  ]);
  expect(await recorded()).toEqual(['contact.linked']);
  const after = await system.unlinkContact({ params: { id: old.id, linked_id: young.id } });
  expect(after.links).toEqual([]);
  await expect(system.unlinkContact({ params: { id: old.id, linked_id: young.id } })).rejects.toMatchObject({
    code: 'no_such_link',
  });
  expect(await recorded()).toEqual(['contact.linked', 'contact.unlinked']);
});

test('whole persons join: every one is linked to the oldest', async () => {
  const [a, b, c, d] = [await person(), await person(), await person(), await person()];
  await link(c.id, d);
  await link(a.id, b);
  await link(d.id, b);
  const { links } = await system.readContact({ params: { id: a.id } });
  expect(links.map(({ contact_id }) => contact_id)).toEqual([b.id, c.id, d.id]);
});

test('many links at once, each way, while messages come in: one person, no ring, and nothing is lost', async () => {
  const all = [await person(), await person(), await person(), await person(), await person()];
  const pairs = all.flatMap((one) => all.filter((other) => other !== one).map((other) => [one.id, other] as const));
  const sent = all.map(({ address }) =>
    system.sendTurn({
      body: { id: 'meanwhile', contact: { external_id: address }, text: 'And?' },
      headers: { Prefer: 'wait=20' },
    }),
  );
  await Promise.all(pairs.map(([id, other]) => link(id, other)));
  const { links } = await system.readContact({ params: { id: all[0]?.id ?? '' } });
  expect(links.map(({ contact_id }) => contact_id)).toEqual(all.slice(1).map(({ id }) => id));
  expect((await Promise.all(sent)).map(({ status }) => status)).toEqual(Array(5).fill('answered'));
});

test('links that meet in one contact at the same moment, in many rounds, make one person', async () => {
  for (let round = 0; round < 8; round++) {
    const all = await Promise.all([person(), person(), person(), person(), person(), person()]);
    const [oldest, ...others] = all.map(({ id }) => id).toSorted();
    const neighbours = all.slice(1).map((one, at) => [one, all[at]] as const);
    await Promise.all(neighbours.map(([one, other]) => link(one.id, other as typeof one)));
    const { links } = await system.readContact({ params: { id: oldest ?? '' } });
    expect(links.map(({ contact_id }) => contact_id)).toEqual(others);
  }
});

test('who has not written yet, is erased, or is of another organisation cannot be linked', async () => {
  const [one, gone] = [await person(), await person()];
  await expect(link(one.id, { address: 'never wrote' })).rejects.toMatchObject({ code: 'no_such_address' });
  await admin.eraseContact({ params: { id: gone.id }, headers: { 'Idempotency-Key': 'gone' } });
  await expect(link(gone.id, one)).rejects.toMatchObject({ code: 'no_such_contact' });
  const reader = await clientWith('read');
  await expect(
    reader.linkContact({ params: { id: one.id }, body: { kind: 'api', address: one.address } }),
  ).rejects.toMatchObject({ status: 403 });
});

test('what is one person is erased together', async () => {
  const [a, b, stranger] = [await person(), await person(), await person()];
  await link(a.id, b);
  await admin.eraseContact({ params: { id: b.id }, headers: { 'Idempotency-Key': 'together' } });
  const erased = await rows('select id from contact where erased_at is not null and id = any ($1) order by id', [
    people,
  ]);
  expect(erased).toEqual([{ id: a.id }, { id: b.id }]);
  expect((await system.readContact({ params: { id: stranger.id } })).erased_at).toBeNull();
});
