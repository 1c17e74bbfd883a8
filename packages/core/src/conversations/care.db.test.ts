import type { LiveHint } from '@parley/shared/live-hint';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { As } from '../acting.ts';
import type { Ctx } from '../ctx.ts';
import { from, laneKit, ORG } from '../testing/lane-kit.ts';
import { as, endings, enrol, lastOf, recordOf } from '../testing/people.ts';
import { openTestCore, type TestCore } from '../testing/test-core.ts';
import { ingestTurn } from '../turns/ingest-turn.ts';
import { readTurnFrame } from '../turns/read-turn-frame.ts';
import { recordDiscarded } from '../turns/record-discarded.ts';
import { answerAsPerson } from './answer-as-person.ts';
import { giveBack } from './give-back.ts';
import { listConversations } from './list-conversations.ts';
import { listLines } from './list-lines.ts';
import { readConversation } from './read-conversation.ts';
import { takeOver } from './take-over.ts';

let core: TestCore;
let ctx: Ctx;
let kit: ReturnType<typeof laneKit>;
let ada: As;
let ben: As;
const hints: LiveHint[] = [];

beforeAll(async () => {
  core = await openTestCore();
  ctx = { ...core.ctx, live: (hint) => void hints.push(hint) };
  kit = laneKit(core);
  ada = as(ORG, (await enrol(core, ORG, 'member')).id);
  ben = as(ORG, (await enrol(core, ORG, 'team_lead')).id);
});
afterAll(() => core.close());
beforeEach(async () => {
  await core.forget();
  hints.length = 0;
});

let n = 0;
const say = (text: string, visitor = 'v1') => ingestTurn(ctx, from(visitor, `m${n++}`, text));
const opened = async () => {
  const { conversationId } = await say('hello');
  return conversationId;
};

test('that somebody has read what was said is in the record, once for each person, conversation and hour', async () => {
  const id = await opened();
  const before = { ...ctx, now: () => new Date(Date.now() - 3_600_000) };
  const read = (who: As, at: Ctx = ctx) => listLines(at, who, { id, limit: 10 });
  await read(ada, before);
  await Promise.all([read(ada), read(ada), read(ada)]);
  await read(ben);
  const readings = (await recordOf(core, ORG)).filter(({ action }) => action === 'conversation.read');
  expect(readings.map(({ actor, target }) => [actor, target])).toEqual([
    [ada.actor.id, id],
    [ada.actor.id, id],
    [ben.actor.id, id],
  ]);
});

describe('taking over', () => {
  test('silences the agent at once, also in the middle of an answer', async () => {
    const id = await opened();
    const claim = await kit.takeOne();
    const run = await kit.runOf(claim);
    await say('and another thing');
    const now = await takeOver(ctx, ada, { id });
    expect(now).toMatchObject({
      owner: { kind: 'person', user_id: ada.actor.id, name: 'member' },
      waiting: 0,
      running: false,
    });
    expect(hints).toContainEqual(expect.objectContaining({ kind: 'lane_lost', fence: claim.fence.toString() }));
    expect(await kit.answer(claim, 'too late')).toEqual({ kind: 'fenced_out' });
    expect(await recordDiscarded(ctx, claim, run), 'what the agent spent is kept').toBe(true);
    expect(await kit.turns()).toEqual(['silent person_owns', 'silent person_owns']);
    expect(await kit.said('v1')).toEqual(['visitor: hello', 'visitor: and another thing']);
    expect(await lastOf(core, ORG)).toMatchObject({
      action: 'conversation.taken_over',
      actor: ada.actor.id,
      before: { owner: 'agent' },
      after: { user_id: ada.actor.id },
    });
  });

  test('messages that come then are recorded, and are silent', async () => {
    const id = await opened();
    await takeOver(ctx, ada, { id });
    await say('are you there?');
    expect(await kit.turns()).toEqual(['silent person_owns', 'silent person_owns']);
    expect(await kit.take()).toEqual([]);
  });

  test('twice by the same person is once; somebody else takes it from them', async () => {
    const id = await opened();
    const before = (await recordOf(core, ORG)).length;
    await Promise.all([takeOver(ctx, ada, { id }), takeOver(ctx, ada, { id })]);
    expect((await recordOf(core, ORG)).length).toBe(before + 1);
    await takeOver(ctx, ben, { id });
    expect((await readConversation(ctx, ORG, id)).owner.user_id).toBe(ben.actor.id);
    expect(await endings([answerAsPerson(ctx, ada, { id, text: 'mine' })])).toEqual(['other_person_owns']);
    expect(await kit.count('handover')).toBe(2);
  });

  test('at the moment of a settle or of a message: every turn ends once, and the person owns the lane', async () => {
    for (let round = 0; round < 20; round++) {
      const visitor = `r${round}`;
      const { conversationId: id } = await say('hello', visitor);
      const claim = await kit.takeOne();
      await Promise.all([kit.answer(claim), takeOver(ctx, ada, { id }), say('more', visitor)]);
      expect(await readConversation(ctx, ORG, id)).toMatchObject({ owner: { kind: 'person' }, waiting: 0 });
    }
    const { rows } = await core.database.owner.query(`select count(*)::int as n from turn where ended_at is null`);
    expect(rows).toEqual([{ n: 0 }]);
  });
});

describe('answering and giving back', () => {
  test('a person’s answer is read by the visitor; the agent goes on afterwards and is told', async () => {
    const id = await opened();
    await takeOver(ctx, ada, { id });
    const answer = await answerAsPerson(ctx, ada, { id, text: 'Ada here. Come at nine.' });
    await say('thank you');
    await giveBack(ctx, ada, { id, note: 'They have an appointment tomorrow.' });
    await say('which floor?');
    const claim = await kit.takeOne();
    const frame = await readTurnFrame(ctx, claim);
    expect(frame.handover).toMatchObject({ note: 'They have an appointment tomorrow.' });
    expect(frame.history.map(({ author, text }) => `${author}: ${text}`)).toEqual([
      'contact: hello',
      'person: Ada here. Come at nine.',
      'contact: thank you',
      'contact: which floor?',
    ]);
    await kit.answer(claim, 'The second.');
    await say('and parking?');
    expect(
      (await readTurnFrame(ctx, await kit.takeOne())).handover,
      'told once, until the agent has answered',
    ).toBeNull();
    const { rows } = await core.database.owner.query('select author_id, owner_epoch, status from reply where id = $1', [
      answer.id,
    ]);
    expect(rows).toEqual([{ author_id: ada.actor.id, owner_epoch: 1, status: 'sent' }]);
    expect((await recordOf(core, ORG)).slice(-2).map(({ action }) => action)).toContain('conversation.given_back');
  });

  test('only who owns it answers, and only a person’s lane is given back', async () => {
    const id = await opened();
    expect(
      await endings([answerAsPerson(ctx, ada, { id, text: 'x' }), giveBack(ctx, ada, { id, note: null })]),
    ).toEqual(['agent_owns', 'agent_owns']);
    await takeOver(ctx, ada, { id });
    expect(await endings([1, 2].map(() => giveBack(ctx, ben, { id, note: null })))).toEqual(['agent_owns', 'done']);
    expect(await endings([answerAsPerson(ctx, ada, { id, text: 'a\u0000b' })])).toEqual(['text_not_storable']);
  });

  test('a conversation of another organisation is as unknown as one that never was', async () => {
    const id = await opened();
    const stranger = { ...ada, orgId: ctx.newId('organisation') };
    const calls = [
      takeOver(ctx, stranger, { id }),
      giveBack(ctx, stranger, { id, note: null }),
      answerAsPerson(ctx, stranger, { id, text: 'x' }),
    ];
    expect(await endings(calls)).toEqual(Array(3).fill('no_such_conversation'));
    await expect(listLines(ctx, stranger, { id, limit: 10 })).rejects.toMatchObject({
      code: 'no_such_conversation',
    });
  });
});

describe('lists', () => {
  const ids = async (filter: object, who = ada) =>
    (await listConversations(ctx, who, { limit: 50, ...filter })).data.map(({ id }) => id);

  test('the most recently active first, page by page, with filters', async () => {
    const all: string[] = [];
    for (let i = 0; i < 5; i++) all.unshift((await say(`question ${i}`, `v${i}`)).conversationId);
    expect(await ids({})).toEqual(all);
    const seen: string[] = [];
    let starting_after: string | undefined;
    do {
      const page = await listConversations(ctx, ada, { limit: 2, starting_after });
      seen.push(...page.data.map(({ id }) => id));
      starting_after = page.next_cursor ?? undefined;
    } while (starting_after);
    expect(seen).toEqual(all);
    const taken = all[2] as string;
    await takeOver(ctx, ada, { id: taken });
    expect(await ids({ owner: 'person' })).toEqual([taken]);
    expect(await ids({ owner: 'me' })).toEqual([taken]);
    expect(await ids({ owner: 'me' }, ben)).toEqual([]);
    expect(await ids({ state: 'waiting' })).toHaveLength(4);
    expect(await ids({ state: 'answered' })).toEqual([taken]);
  });

  test('words that were said find their conversation, and nobody else’s', async () => {
    const { conversationId } = await say('My blue umbrella was left in the waiting room', 'v1');
    await say('Something else', 'v2');
    expect(await ids({ q: 'umbrella blue' })).toEqual([conversationId]);
    expect(await ids({ q: conversationId })).toEqual([conversationId]);
    expect(await ids({ q: 'umbrella' }, { ...ada, orgId: ctx.newId('organisation') })).toEqual([]);
    for (const odd of [`'`, '"', ':*', '& |', '\\', '((', '%']) expect(await ids({ q: odd })).toEqual([]);
  });

  test('lines: the newest without a cursor, then on from either end', async () => {
    const id = await opened();
    for (let i = 0; i < 4; i++) await say(`m${i}`);
    await kit.answer(await kit.takeOne(), 'to hello');
    const texts = async (query: object) =>
      (await listLines(ctx, ada, { id, limit: 2, ...query })).data.map(({ text }) => text);
    expect(await texts({})).toEqual(['m3', 'to hello']);
    expect(await texts({ after: '0' })).toEqual(['hello', 'm0']);
    expect(await texts({ after: '2' })).toEqual(['m1', 'm2']);
    expect(await texts({ before: '3' })).toEqual(['hello', 'm0']);
    const { data } = await listLines(ctx, ada, { id, limit: 50 });
    expect(data[0]).toMatchObject({ author: 'contact', turn_state: 'replied', status: null });
    expect(data.at(-1)).toMatchObject({ author: 'agent', status: 'sent', model: 'test' });
    const found = async (q: string, who = ada) =>
      (await listConversations(ctx, who, { limit: 5, q })).data.map((one) => one.id);
    const said = data.at(-1)?.text ?? '';
    expect(await found(`"${said}"`), 'what was answered is searched too').toEqual([id]);
    expect(await found(`"${said}"`, { ...ada, orgId: ctx.newId('organisation') })).toEqual([]);
    await expect(listLines(ctx, ada, { id, limit: 5, after: 'x' })).rejects.toMatchObject({ code: 'invalid_cursor' });
  });
});
