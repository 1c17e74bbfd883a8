import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { until } from '@parley/testkit/until';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Kind, Member } from './crew.ts';
import { checkLedgers } from './ledger-check.ts';
import { recover } from './model.ts';
import { type Customer, customerOf } from './schedule.ts';
import { openSite, type Site } from './site.ts';
import { drained } from './storm.ts';

// Every statement of the turn path is a place where a process may die: right before it, and right after its commit. What a
// statement needs to be reached at all stands here; a new one without a way to reach it fails the first test.

type Way = {
  dies: Kind;
  /** Makes the statement happen; a message has been accepted, or is being sent, by then. */
  lead?(site: Site, victim: Member): void;
};

const WAYS: Record<string, Way> = {
  ingest_turn: { dies: 'api' },
  claim_lanes: { dies: 'worker' },
  turn_frame: { dies: 'worker' },
  settle_turn: { dies: 'worker' },
  retry_turn: {
    dies: 'worker',
    lead: ({ street }) => street.openai.faults.next({ kind: 'status', status: 503 }),
  },
  renew_leases: {
    dies: 'worker',
    lead: ({ street }) =>
      street.openai.faults.next({ kind: 'hold', until: new Promise((resolve) => setTimeout(resolve, 8_000)) }),
  },
  free_dead_lanes: { dies: 'worker' },
  ensure_partitions: { dies: 'worker' },
};

/** Not on a turn's way, or reached only by a worker that is told to stop: tests/stopping.test.ts. */
const ELSEWHERE = ['give_back_lanes', 'lane_gauges', 'turn_state'];

const HOT = path.resolve(import.meta.dirname, '../../packages/db/src/hot');

test('every statement of the turn path has its crash points', () => {
  const labels = readdirSync(HOT)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .flatMap((file) => [...readFileSync(path.join(HOT, file), 'utf8').matchAll(/= statement<[\s\S]*?>\(\s*'(\w+)'/g)])
    .map(([, label]) => label);
  expect(labels.sort(), 'name the way to a new statement in WAYS, or say in ELSEWHERE where it is tested').toEqual(
    [...Object.keys(WAYS), ...ELSEWHERE].sort(),
  );
});

let site: Site;

beforeAll(async () => {
  site = await openSite({ queue: 'postgres', overhear: () => {} });
  site.street.openai.script.sayBy((call) => ({
    text: `About ${JSON.stringify(call.body.messages)
      .match(/<c\d+-\d+>/g)
      ?.at(-1)}.`,
  }));
});
afterAll(() => site?.close());
afterEach(async () => {
  const left = site.crew.members();
  for (const member of left) member.kill('SIGKILL');
  await Promise.all(left.map(({ gone }) => gone));
});

const POINTS = Object.entries(WAYS).flatMap(([statement, way]) =>
  (['before', 'after'] as const).map((when) => ({ statement, when, way })),
);

test.each(POINTS)(
  'a $way.dies that dies $when $statement leaves everything whole',
  async ({ statement, when, way }) => {
    const crash = { statement, when, hit: 1 };
    const api = await site.crew.hire('api', way.dies === 'api' ? { crash } : {});
    const customer = await customerOf(site);
    if (way.dies === 'worker') await customer.say(1);
    const victim = way.dies === 'api' ? api : await hireVictim({ crash });
    if (victim) way.lead?.(site, victim);
    if (way.dies === 'api') await insist(customer, victim);
    await victim?.gone;
    recover(site.street);

    await site.crew.hire('worker');
    await customer.say(2);
    expect(await drained(site)).not.toBeNull();
    const counts = await checkLedgers(site.database.owner, customer.acknowledged);
    expect(Object.entries(counts).filter(([, count]) => count !== 0)).toEqual([]);
  },
);

/** One that dies in its first second may be gone before it has said that it is up. */
const hireVictim = (arms: Parameters<Site['crew']['hire']>[1]): Promise<Member | null> =>
  site.crew.hire('worker', arms).catch(() => null);

/** Sends until it is taken, as the widget does: the api that is armed dies, another stands up. */
async function insist(customer: Customer, victim: Member | null): Promise<void> {
  await customer.say(1).catch(() => {});
  await victim?.gone;
  await site.crew.hire('api');
  await until(() => customer.say(1).catch(() => null));
}
