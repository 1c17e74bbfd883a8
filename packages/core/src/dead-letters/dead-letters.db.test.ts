import { LANE_LIMITS } from '@parley/shared/lane-limits';
import { moveDatabaseClock } from '@parley/testkit/database-clock';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { As } from '../acting.ts';
import { takeOver } from '../conversations/take-over.ts';
import type { Ctx } from '../ctx.ts';
import { acknowledgeIncident } from '../incidents/acknowledge-incident.ts';
import { listIncidents } from '../incidents/list-incidents.ts';
import { openIncident } from '../incidents/open-incident.ts';
import { resolveIncident } from '../incidents/resolve-incident.ts';
import { from, laneKit, ORG } from '../testing/lane-kit.ts';
import { as, enrol, recordOf } from '../testing/people.ts';
import { openTestCore, type TestCore } from '../testing/test-core.ts';
import { closeTicket } from '../tickets/close-ticket.ts';
import { listTickets } from '../tickets/list-tickets.ts';
import { failAttempt } from '../turns/fail-attempt.ts';
import { ingestTurn } from '../turns/ingest-turn.ts';
import { readTurnFrame } from '../turns/read-turn-frame.ts';
import { listDeadLetters } from './list-dead-letters.ts';
import { readDeadLetter } from './read-dead-letter.ts';
import { redriveDeadLetters } from './redrive.ts';

let core: TestCore;
let ctx: Ctx;
let kit: ReturnType<typeof laneKit>;
let ada: As;

beforeAll(async () => {
  core = await openTestCore();
  ctx = core.ctx;
  kit = laneKit(core);
  ada = as(ORG, (await enrol(core, ORG, 'operator')).id);
});
afterAll(() => core.close());
beforeEach(() => core.forget());

const PAGE = { limit: 50 };
const letters = async (query = {}) => (await listDeadLetters(ctx, ORG, { ...PAGE, ...query })).data;
const incidents = async () => (await listIncidents(ctx, ORG, PAGE)).data;

/** A message whose turn is given up at once. */
async function die(visitor: string, text: string, reason = 'model_call_limit') {
  const turn = await ingestTurn(ctx, from(visitor, text, text));
  const claim = await kit.takeOne();
  await failAttempt(ctx, claim, await kit.runOf(claim), { retryable: false, reason });
  return turn;
}

test('a dead turn leaves a letter with what was asked, a ticket, an incident, and an entry in the record', async () => {
  const { conversationId, turnId } = await die('v1', 'Can I come today?');
  const [letter] = await letters();
  expect(letter).toMatchObject({
    conversation_id: conversationId,
    turn_id: turnId,
    reason: 'model_call_limit',
    attempts: 1,
    messages: [{ text: 'Can I come today?' }],
    redriven_at: null,
  });
  expect(await readDeadLetter(ctx, ORG, letter?.id ?? '')).toEqual(letter);
  expect((await listTickets(ctx, ada, PAGE)).data).toMatchObject([
    { kind: 'dead_turn', status: 'open', turn_id: turnId },
  ]);
  expect(await incidents()).toMatchObject([
    { kind: 'dead_turn', status: 'open', count: 1, evidence: { turn_id: turnId } },
  ]);
  const { rows } = await core.database.owner.query(
    `select action, after ->> 'reason' as reason from audit_entry where target_id = $1`,
    [turnId],
  );
  expect(rows).toEqual([{ action: 'turn.dead', reason: 'model_call_limit' }]);
});

test('turns that die alike are one incident until it is resolved', async () => {
  await die('v1', 'a');
  await die('v2', 'b');
  await die('v3', 'c', 'model_error');
  expect((await incidents()).map(({ count }) => count).sort()).toEqual([1, 2]);
  const twice = (await incidents()).find(({ count }) => count === 2);
  const id = twice?.id ?? '';
  expect((await acknowledgeIncident(ctx, ada, { id })).status).toBe('acknowledged');
  await die('v4', 'd');
  expect((await incidents()).find((one) => one.id === id)).toMatchObject({ count: 3, status: 'acknowledged' });
  const before = (await recordOf(core, ORG)).length;
  await Promise.all([resolveIncident(ctx, ada, { id }), resolveIncident(ctx, ada, { id })]);
  expect(await acknowledgeIncident(ctx, ada, { id })).toMatchObject({ status: 'resolved', resolved_by: ada.actor.id });
  expect((await recordOf(core, ORG)).length, 'resolved once').toBe(before + 1);
  await die('v5', 'e');
  expect((await incidents()).filter(({ kind, status }) => kind === 'dead_turn' && status === 'open')).toHaveLength(2);
});

test('twenty of a kind at once are one incident with twenty', async () => {
  await Promise.all(Array.from({ length: 20 }, () => ctx.hot.query('select 1')));
  const same = {
    orgId: ORG,
    kind: 'unknown_outcome',
    fingerprint: 'f',
    severity: 'high',
    title: 'Unknown',
    evidence: {},
  } as const;
  const ids = await Promise.all(Array.from({ length: 20 }, () => openIncident(ctx, same)));
  expect(new Set(ids).size).toBe(1);
  expect(await incidents()).toMatchObject([{ count: 20 }]);
});

test('redriven, it is a new turn at the end of the lane that knows what was said meanwhile', async () => {
  const dead = await die('v1', 'first');
  await ingestTurn(ctx, from('v1', 'second', 'second'));
  await kit.answer(await kit.takeOne(), 'to the second');
  const [letter] = await letters();
  const [done] = await redriveDeadLetters(ctx, ada, { ids: [letter?.id ?? ''] });
  expect(done).toMatchObject({ outcome: 'redriven' });
  const claim = await kit.takeOne();
  expect(claim.turnId).toBe(done?.turn_id);
  expect(
    (await readTurnFrame(ctx, claim)).history
      .map(({ author, text }) => `${author}: ${text}`)
      .filter((line) => !line.startsWith('system')),
  ).toEqual(['contact: second', 'agent: to the second', 'contact: first']);
  await kit.answer(claim, 'to the first, at last');
  expect(await kit.turns()).toEqual(['superseded model_call_limit', 'replied', 'replied']);
  expect((await letters({ waiting: 'true' })).length).toBe(0);
  expect((await ingestTurn(ctx, from('v1', 'first', 'first'))).turnId, 'its message belongs to the new turn').toBe(
    done?.turn_id,
  );
  const { rows } = await core.database.owner.query('select superseded_by from turn where id = $1', [dead.turnId]);
  expect(rows).toEqual([{ superseded_by: done?.turn_id }]);
});

test('redriven twice at once is once; what cannot be is told apart', async () => {
  await die('v1', 'a');
  const { conversationId } = await die('v2', 'b');
  await takeOver(ctx, ada, { id: conversationId });
  const [b, a] = (await letters()).map(({ id }) => id) as [string, string];
  const nobody = ctx.newId('deadLetter');
  const both = await Promise.all([1, 2].map(() => redriveDeadLetters(ctx, ada, { ids: [a, b, nobody] })));
  expect(both.map(([first]) => first?.outcome).sort()).toEqual(['already_redriven', 'redriven']);
  expect(new Set(both.map(([first]) => first?.turn_id)).size).toBe(1);
  expect(both.map((outcomes) => outcomes.slice(1).map(({ outcome }) => outcome))).toEqual(
    Array(2).fill(['person_owns', 'not_found']),
  );
  expect(await kit.count(`audit_entry where action = 'dead_letter.redriven'`)).toBeGreaterThan(0);
});

test('a redriven turn that dies again leaves a letter of its own', async () => {
  await die('v1', 'a');
  const [letter] = await letters();
  await redriveDeadLetters(ctx, ada, { ids: [letter?.id ?? ''] });
  for (let attempt = 0; attempt < LANE_LIMITS.maxAttempts; attempt++) {
    const claim = await kit.takeOne();
    await failAttempt(ctx, claim, null, { retryable: true, reason: 'model_error' });
    await moveDatabaseClock(core.database.owner, 60_000);
  }
  expect((await letters({ waiting: 'true' })).map(({ messages }) => messages.map(({ text }) => text))).toEqual([['a']]);
  expect(await letters()).toHaveLength(2);
});

test('a ticket is closed once', async () => {
  await die('v1', 'a');
  const [ticket] = (await listTickets(ctx, ada, { ...PAGE, status: 'open' })).data;
  const id = ticket?.id ?? '';
  const before = (await recordOf(core, ORG)).length;
  const closed = await Promise.all([closeTicket(ctx, ada, { id }), closeTicket(ctx, ada, { id })]);
  expect(closed.map(({ status }) => status)).toEqual(['closed', 'closed']);
  expect((await recordOf(core, ORG)).length).toBe(before + 1);
  await expect(closeTicket(ctx, { ...ada, orgId: ctx.newId('organisation') }, { id })).rejects.toMatchObject({
    code: 'no_such_ticket',
  });
});
