import { MOST_FACTS } from '@parley/shared/contact-facts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { As } from '../acting.ts';
import { requestContactErasure } from '../erasure/request-contact-erasure.ts';
import { exportContact } from '../export/export-contact.ts';
import { from, laneKit, ORG } from '../testing/lane-kit.ts';
import { as, enrol } from '../testing/people.ts';
import { openTestCore, type TestCore } from '../testing/test-core.ts';
import { ingestTurn } from '../turns/ingest-turn.ts';
import { readTurnFrame } from '../turns/read-turn-frame.ts';
import { forgetFact } from './forget-fact.ts';
import { listFacts } from './list-facts.ts';
import { noteFact } from './note-fact.ts';
import { rememberFact } from './remember-fact.ts';

let core: TestCore;
let kit: ReturnType<typeof laneKit>;
let ada: As;

beforeAll(async () => {
  core = await openTestCore();
  kit = laneKit(core);
  ada = as(ORG, (await enrol(core, ORG, 'owner')).id);
});
afterAll(() => core.close());
beforeEach(() => core.forget());

async function claimOf(visitor: string) {
  await ingestTurn(core.ctx, from(visitor, `${visitor}-m1`));
  return kit.takeOne();
}

const told = async (contactId: string) =>
  (await listFacts(core.ctx, ORG, contactId)).map(({ name, type, value }) => [name, type, value]);

test('what an agent notes has its type and its message; the same name replaces', async () => {
  const { ctx } = core;
  const claim = await claimOf('v1');
  const note = (name: string, value: string | number | boolean) =>
    ctx.db.inOrg(ORG, (tx) => rememberFact(ctx, tx, claim, { name, value }));
  await note('allergy', 'latex');
  await note('allergy', 'penicillin');
  await note('visits', 3);
  await note('insured', true);
  await note('born', '1980-02-29');
  expect(await told(claim.contactId)).toEqual([
    ['allergy', 'text', 'penicillin'],
    ['born', 'date', '1980-02-29'],
    ['insured', 'boolean', true],
    ['visits', 'number', 3],
  ]);
  const [allergy] = await listFacts(ctx, ORG, claim.contactId);
  expect(allergy).toMatchObject({
    message_id: expect.stringMatching(/^msg_/),
    noted_by: { kind: 'agent', id: claim.agentId },
  });
  const { facts } = await readTurnFrame(ctx, claim);
  expect(facts).toContainEqual({ name: 'allergy', type: 'text', value: 'penicillin' });
});

test('people change and remove what is noted, and the record says so without what it was', async () => {
  const { ctx } = core;
  const { contactId } = await claimOf('v2');
  const fact = await noteFact(ctx, ada, { contactId, name: 'size', value: 'm' });
  await noteFact(ctx, ada, { contactId, name: 'size', value: 'm' });
  await forgetFact(ctx, ada, { contactId, factId: fact.id });
  expect(await told(contactId)).toEqual([]);
  await expect(forgetFact(ctx, ada, { contactId, factId: fact.id })).rejects.toMatchObject({ code: 'no_such_fact' });
  const { rows } = await core.database.owner.query(
    'select action, before, after from audit_entry where target_id = $1 order by id',
    [contactId],
  );
  expect(rows.map(({ action }) => action)).toEqual(['contact.fact_noted', 'contact.fact_forgotten']);
  expect(JSON.stringify(rows)).not.toMatch(/size|"m"/);
});

test('of another contact nothing can be removed, and so much is kept of one at most', async () => {
  const { ctx } = core;
  const [one, other] = [await claimOf('v3'), await claimOf('v4')];
  const fact = await noteFact(ctx, ada, { contactId: one.contactId, name: 'size', value: 'm' });
  await expect(forgetFact(ctx, ada, { contactId: other.contactId, factId: fact.id })).rejects.toMatchObject({
    code: 'no_such_fact',
  });
  for (let n = 1; n < MOST_FACTS; n++) await noteFact(ctx, ada, { contactId: one.contactId, name: `f${n}`, value: n });
  const more = noteFact(ctx, ada, { contactId: one.contactId, name: 'more', value: 1 });
  await expect(more).rejects.toMatchObject({ code: 'too_many_facts' });
  await noteFact(ctx, ada, { contactId: one.contactId, name: 'size', value: 'l' });
});

test('they leave with the contact’s export, and nothing is noted of whom is being erased', async () => {
  const { ctx } = core;
  const { contactId } = await claimOf('v5');
  await noteFact(ctx, ada, { contactId, name: 'size', value: 'forty-two' });
  let file = '';
  for await (const line of await exportContact(ctx, ada, contactId)) file += line;
  expect(file).toContain('forty-two');
  await requestContactErasure(ctx, ada, contactId);
  await core.database.owner.query('update contact set erased_at = now() where id = $1', [contactId]);
  await expect(noteFact(ctx, ada, { contactId, name: 'size', value: 'x' })).rejects.toMatchObject({
    code: 'no_such_contact',
  });
});
