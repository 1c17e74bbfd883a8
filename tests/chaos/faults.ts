import { setTimeout as pause } from 'node:timers/promises';
import { emptyQueue } from '@parley/queue/testing/empty-queue';
import { startRedis } from '@parley/queue/testing/redis-server';
import type { Kind } from './crew.ts';
import type { Seeded } from './seeded.ts';
import type { Site } from './site.ts';

/** One thing that goes wrong; resolves when it is over. */
type Fault = { name: string; weight: number; strike(site: Site, random: Seeded): Promise<void> };

const someone = (site: Site, kind: Kind, random: Seeded) => random.pick(site.crew.members(kind));

const kill =
  (kind: Kind): Fault['strike'] =>
  async (site, random) => {
    const member = someone(site, kind, random);
    member?.kill('SIGKILL');
    await member?.gone;
  };

/** Longer than a lease at times: who wakes finds that the world went on. */
const freeze =
  (kind: Kind): Fault['strike'] =>
  async (site, random) => {
    const member = someone(site, kind, random);
    member?.kill('SIGSTOP');
    await pause(random.between(500, 6_000));
    member?.kill('SIGCONT');
  };

const FAULTS: Fault[] = [
  { name: 'kill worker', weight: 6, strike: kill('worker') },
  { name: 'kill api', weight: 4, strike: kill('api') },
  { name: 'freeze worker', weight: 2, strike: freeze('worker') },
  { name: 'freeze api', weight: 1, strike: freeze('api') },
  { name: 'lose queue', weight: 3, strike: loseQueue },
  {
    name: 'restart postgres',
    weight: 1,
    async strike({ server }) {
      await server.crash();
      await server.restart();
    },
  },
  { name: 'cut database connections', weight: 2, strike: async ({ back }) => back.cut() },
  { name: 'cut customers off', weight: 2, strike: async ({ front }) => front.cut() },
  {
    name: 'deaf network',
    weight: 1,
    async strike({ back }, random) {
      back.stall();
      await pause(random.between(200, 1_500));
      back.flow();
    },
  },
];

/** A Redis that keeps nothing dies with all it held; on Postgres the queue's tables are emptied under its feet. */
async function loseQueue(site: Site): Promise<void> {
  if (!site.redis) return emptyQueue({ kind: 'postgres', url: site.database.urls.owner });
  const { port } = site.redis;
  await site.redis.stop();
  await pause(300);
  site.redis = await startRedis({ port });
}

export type Storm = { counts: Record<string, number>; total: number };

/** Strikes one fault after the other until told to stop, at least so many kills among them. */
export async function blow(site: Site, random: Seeded, kills: number, until: () => boolean): Promise<Storm> {
  const counts: Record<string, number> = {};
  let killed = 0;
  let total = 0;
  while (killed < kills || !until()) {
    await pause(random.between(200, 1_500));
    const fault = choose(random);
    // A fault that cannot be (nobody there yet, the database away) is none.
    const struck = await fault.strike(site, random).then(
      () => true,
      () => false,
    );
    if (!struck) continue;
    counts[fault.name] = (counts[fault.name] ?? 0) + 1;
    total += 1;
    if (fault.name.startsWith('kill')) killed += 1;
  }
  return { counts, total };
}

const WEIGHTS = FAULTS.reduce((sum, { weight }) => sum + weight, 0);

function choose(random: Seeded): Fault {
  let left = random.next() * WEIGHTS;
  for (const fault of FAULTS) {
    left -= fault.weight;
    if (left < 0) return fault;
  }
  return FAULTS[0] as Fault;
}
