import { until } from '@parley/testkit/until';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { As } from '../acting.ts';
import { answerAsPerson } from '../conversations/answer-as-person.ts';
import { takeOver } from '../conversations/take-over.ts';
import type { Ctx } from '../ctx.ts';
import { from, laneKit, ORG } from '../testing/lane-kit.ts';
import { as, enrol } from '../testing/people.ts';
import { openTestCore, type TestCore } from '../testing/test-core.ts';
import { claimLanes } from './claim-lanes.ts';
import { ingestTurn } from './ingest-turn.ts';
import { settleAnswered } from './settle-turn.ts';

let core: TestCore;
let ctx: Ctx;
let kit: ReturnType<typeof laneKit>;
let ada: As;
let rings: string[] = [];

const rows = async <Row>(sql: string): Promise<Row[]> => (await core.database.owner.query(sql)).rows as Row[];

beforeAll(async () => {
  core = await openTestCore();
  ctx = { ...core.ctx, ring: (job) => void rings.push(job) };
  kit = laneKit(core);
  ada = as(ORG, (await enrol(core, ORG, 'member')).id);
  await core.database.owner.query(`update organisation set plan = 'growth' where id = $1`, [ORG]);
});
afterAll(() => core.close());
beforeEach(async () => {
  await core.forget();
  for (const table of ['webhook_delivery', 'webhook_event', 'webhook_endpoint'])
    await core.database.owner.query(`delete from ${table}`);
  await kit.settings({});
  rings = [];
});

const wants = (...events: string[]) =>
  core.database.owner.query(
    `insert into webhook_endpoint (org_id, id, url, description, events, status, secret, created_by, created_at)
     values ($1, 'whe_1', 'https://x.example', '', $2, 'active', 'v1.000000000000.AAAAAAAAAAAAAAAA.A', 'usr_x', now())`,
    [ORG, events],
  );
const deliveries = () =>
  rows<{ kind: string }>('select e.kind from webhook_delivery d join webhook_event e on e.id = d.event_id');
const answered = async () => {
  const claim = await kit.takeOne();
  await settleAnswered(ctx, claim, await kit.runOf(claim), 'yes');
};

test('a turn that ends rings for the webhooks that tell of it, and for none where nobody asked', async () => {
  await ingestTurn(ctx, from('v1', 'm1'));
  await answered();
  expect(rings).not.toContain('post.send');
  await wants('turn.ended');
  await ingestTurn(ctx, from('v1', 'm2'));
  expect(rings).not.toContain('post.send');
  await answered();
  expect(rings).toContain('post.send');
  expect(await deliveries()).toEqual([{ kind: 'turn.ended' }]);
});

test('so does one that a person silences, and one that comes in for that person', async () => {
  await wants('turn.ended');
  const { conversationId: id } = await ingestTurn(ctx, from('v1', 'm1'));
  await takeOver(ctx, ada, { id });
  expect(rings.filter((job) => job === 'post.send')).toHaveLength(1);
  await ingestTurn(ctx, from('v1', 'm2'));
  expect(rings.filter((job) => job === 'post.send')).toHaveLength(2);
  expect(await deliveries()).toHaveLength(2);
});

test('a person’s answer is told at once, in ids', async () => {
  await wants('conversation.answered');
  const { conversationId: id } = await ingestTurn(ctx, from('v1', 'm1'));
  await takeOver(ctx, ada, { id });
  expect(rings).not.toContain('post.send');
  const reply = await answerAsPerson(ctx, ada, { id, text: 'It is me' });
  expect(rings).toContain('post.send');
  expect(await rows('select kind, facts from webhook_event')).toEqual([
    { kind: 'conversation.answered', facts: { conversation_id: id, reply_id: reply.id } },
  ]);
});

test('a burst is taken when its window closes, not with the next sweep', async () => {
  await kit.settings({ burst: { web_chat: { quiet_ms: 300 } } });
  await ingestTurn(ctx, from('v1', 'm1'));
  const began = performance.now();
  const due = await until(async () => {
    if (rings.filter((job) => job === 'lanes.take').length < 2) return false;
    return (await claimLanes(ctx, { limit: 1, holder: 'proc_a' })).claims;
  });
  expect(due).toHaveLength(1);
  expect(performance.now() - began).toBeGreaterThan(250);
});

test('what is silenced as it comes in has its entry in the record, as what is settled', async () => {
  const { conversationId: id } = await ingestTurn(ctx, from('v1', 'm1'));
  await takeOver(ctx, ada, { id });
  const { turnId } = await ingestTurn(ctx, from('v1', 'm2'));
  expect(
    await rows(
      `select actor_kind, action, target_id, after from audit_entry where action = 'turn.silent' and target_id = '${turnId}'`,
    ),
  ).toEqual([
    {
      ...{ actor_kind: 'system', action: 'turn.silent', target_id: turnId },
      after: { conversation_id: id, reason: 'person_owns', attempts: 0 },
    },
  ]);
});
