import type { DeliveryState } from '@parley/channels/carrier';
import type { TestDatabase } from '@parley/testkit/database';
import { moveDatabaseClock } from '@parley/testkit/database-clock';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Ctx } from '../ctx.ts';
import { DEMO_IDS } from '../demo/seed-demo.ts';
import { createFakeCarrier, type FakeCarrier, type Fate, refused } from '../testing/fake-carrier.ts';
import { openSmsKit, SMS_CHANNEL, type SmsKit } from '../testing/sms-kit.ts';
import { openTestCore, type TestCore } from '../testing/test-core.ts';
import type { ReplyClaim } from './claim-replies.ts';
import { recordReport } from './record-report.ts';

const PEOPLE = ['+15550100777', '+15550100888'] as const;

let core: TestCore;
let ctx: Ctx;
let database: TestDatabase;
let kit: SmsKit;

beforeAll(async () => {
  core = await openTestCore();
  ({ ctx, database } = core);
  kit = await openSmsKit(core);
});
afterAll(() => core.close());

type Command =
  | { kind: 'ask'; who: number; long: boolean }
  | { kind: 'claim'; worker: number }
  | { kind: 'send'; pick: number; fate: Fate }
  | { kind: 'crash'; worker: number }
  | { kind: 'pass'; ms: number }
  | { kind: 'settle' }
  | { kind: 'report'; pick: number; state: DeliveryState }
  | { kind: 'carrier'; answers: boolean }
  | { kind: 'stop' | 'start'; who: number };

const who = fc.nat({ max: PEOPLE.length - 1 });
const worker = fc.nat({ max: 1 });
const fate = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Fate>('taken') },
  { weight: 3, arbitrary: fc.constantFrom<Fate>('lost', 'cut') },
  { weight: 1, arbitrary: fc.constantFrom(refused('retry', '20429', 500), refused('terminal', '21211')) },
);
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('ask' as const), who, long: fc.boolean() }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('claim' as const), worker }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('send' as const), pick: fc.nat(), fate }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('crash' as const), worker }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.constantFrom(1_600, 3_000, 13_000) }),
  },
  { weight: 4, arbitrary: fc.constant({ kind: 'settle' as const }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('report' as const),
      pick: fc.nat(),
      state: fc.constantFrom<DeliveryState>('queued', 'sent', 'delivered', 'undelivered'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('carrier' as const), answers: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('stop' as const, 'start' as const), who }) },
);

/** What the world is held to while the commands run. */
function createWorld() {
  const carrier: FakeCarrier = createFakeCarrier();
  const stopped = new Set<string>();
  const hands: Array<{ id: string; claims: ReplyClaim[] }> = [];
  let said = 0;
  let lives = 0;
  const newLife = () => ({ id: `proc_${Date.now().toString(36)}_${lives++}`, claims: [] });
  hands.push(newLife(), newLife());

  async function run(step: Command): Promise<void> {
    switch (step.kind) {
      case 'ask':
        said += 1;
        return kit.ask(PEOPLE[step.who] ?? '', step.long ? `${said}.0|${said}.1` : `${said}.0`);
      case 'claim': {
        const hand = hands[step.worker];
        const { claims } = await kit.claim(10, hand?.id);
        for (const claim of claims) expect(isConsent(claim) || !stopped.has(claim.to)).toBe(true);
        hand?.claims.push(...claims);
        return;
      }
      case 'send': {
        const held = hands.flatMap(({ id, claims }) => claims.map((claim) => ({ id, claims, claim })));
        const one = held[step.pick % Math.max(held.length, 1)];
        if (!one) return;
        one.claims.splice(one.claims.indexOf(one.claim), 1);
        carrier.fates.push(step.fate);
        await kit.send(carrier, one.claim, { sender: one.id });
        return;
      }
      case 'crash':
        return crash(step.worker);
      case 'pass':
        return moveDatabaseClock(database.owner, step.ms);
      case 'settle':
        await kit.settle(carrier, { self: 'proc_settler' });
        return;
      case 'report': {
        const one = carrier.taken[step.pick % Math.max(carrier.taken.length, 1)];
        if (one) await report(one, step.state);
        return;
      }
      case 'carrier':
        carrier.answers = step.answers;
        return;
      default: {
        const person = PEOPLE[step.who] ?? '';
        await kit.say(person, step.kind);
        if (step.kind === 'stop') stopped.add(person);
        else stopped.delete(person);
      }
    }
  }

  async function crash(index: number): Promise<void> {
    const gone = hands[index];
    if (!gone) return;
    await database.owner.query(
      `insert into process (id, kind, host, pid, version, commit, lock_key, server_started_at, started_at, heartbeat_at, stopped_at)
       values ($1, 'worker', 'h', 1, 'v', 'c', hashtext($1), now(), now(), now(), now())`,
      [gone.id],
    );
    hands[index] = newLife();
  }

  /** Everybody is well again, and time passes until nothing is left to do. */
  async function drain(): Promise<void> {
    carrier.answers = true;
    await crash(0);
    await crash(1);
    for (let round = 0; round < 12; round++) {
      await kit.sendAll(carrier);
      await moveDatabaseClock(database.owner, 31_000);
      await kit.settle(carrier, { self: 'proc_settler' });
    }
    await kit.sendAll(carrier);
  }

  return { carrier, run, drain };
}

const isConsent = (claim: ReplyClaim): boolean => !/^\d/.test(claim.text);

const report = (one: FakeCarrier['taken'][number], state: DeliveryState) =>
  recordReport(ctx, {
    ...{ orgId: DEMO_IDS.organisation, channelId: SMS_CHANNEL, errorCode: null, optedOut: false, state },
    ...{ replyId: String(one.replyId), part: one.part, parts: one.parts, carrierId: one.carrierId },
  });

function expectOnceAndInOrder({ taken }: FakeCarrier): void {
  const keys = taken.map(({ replyId, part }) => `${replyId} ${part}`);
  expect(new Set(keys).size, 'no text leaves twice').toBe(keys.length);
  for (const person of PEOPLE) {
    const said = taken.filter(({ to, text }) => to === person && /^\d/.test(text)).map(({ text }) => Number(text));
    expect(said, 'texts leave in the order of the conversation').toEqual(said.toSorted((a, b) => a - b));
  }
}

async function expectAllEnded({ taken }: FakeCarrier): Promise<void> {
  for (const reply of (await Promise.all(PEOPLE.map((person) => kit.replies(person)))).flat()) {
    const parts = taken.filter(({ replyId }) => replyId === reply.id).length;
    const all = reply.text.split('|').length;
    expect(['pending', 'sending'], JSON.stringify(reply)).not.toContain(reply.status);
    if (['sent', 'delivered'].includes(reply.status)) expect(parts, JSON.stringify(reply)).toBe(all);
    if (['cancelled'].includes(reply.status)) expect(parts, JSON.stringify(reply)).toBeLessThan(all);
  }
}

test('whatever the carrier, the senders and the person do, each text leaves at most once, in order, and every reply ends', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 5, maxLength: 40 }), async (commands) => {
      await core.forget();
      const world = createWorld();
      for (const step of commands) {
        await world.run(step);
        expectOnceAndInOrder(world.carrier);
      }
      await world.drain();
      expectOnceAndInOrder(world.carrier);
      await expectAllEnded(world.carrier);
    }),
    { numRuns: 25 },
  );
}, 120_000);
