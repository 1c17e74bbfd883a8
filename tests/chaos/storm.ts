import { trade } from './customers.ts';
import { blow } from './faults.ts';
import { type Counts, checkLedgers } from './ledger-check.ts';
import { misbehave, recover, speak } from './model.ts';
import { misbehaveAsCarrier, textIn } from './phones.ts';
import { seeded } from './seeded.ts';
import { openSite, type Site } from './site.ts';

export type StormOptions = {
  seed: number;
  turns: number;
  queue: 'postgres' | 'redis';
  kills: number;
  say: (line: string) => void;
  /** What the processes log. */
  overhear: (line: string) => void;
};

export type Report = {
  seed: number;
  turns: number;
  queue: string;
  faults: Record<string, number>;
  counts: Counts;
  drainedSeconds: number | null;
  ok: boolean;
};

/** Faults off, everything must be done within this. */
const DRAIN_MS = 15_000;
/** So long is waited before what is left counts as lost: late and lost are two findings. */
const LOST_MS = 60_000;
const PER_SECOND = 25;

/** Customers write, everything breaks, and afterwards every ledger must agree. */
export async function storm(options: StormOptions): Promise<Report> {
  const { seed, turns, queue, say } = options;
  const random = seeded(seed);
  say(`seed ${seed}: ${turns} messages, queue on ${queue}`);
  const site = await openSite({ queue, overhear: options.overhear });
  try {
    speak(site.street, random.fork('model'));
    await Promise.all([
      site.crew.hire('api'),
      site.crew.hire('api'),
      ...Array.from({ length: 3 }, () => site.crew.hire('worker')),
    ]);
    site.crew.keepUp();
    misbehave(site.street, random.fork('provider'));
    const overSeconds = Math.max(turns / PER_SECOND, 10);
    misbehaveAsCarrier(site, random.fork('carrier'));
    const half = Math.ceil(turns / 2);
    const people = { customers: Math.max(Math.ceil(half / 25), 4), messages: half, overSeconds };
    const customers = trade({ ...people, url: site.url, random: random.fork('customers') });
    const phones = textIn(site, { ...people, random: random.fork('phones') });
    const done = Promise.all([customers.done, phones.done]);
    const faults = await weather(site, options, done);
    say(`faults over: ${JSON.stringify(faults)}`);
    recover(site.street);
    await site.crew.settled();
    await done;
    const drainedSeconds = await drained(site, LOST_MS);
    const counts = await checkLedgers(site, customers.acknowledged, phones);
    const inTime = drainedSeconds !== null && drainedSeconds * 1_000 <= DRAIN_MS;
    const ok = inTime && Object.values(counts).every((count) => count === 0);
    return {
      seed,
      turns: customers.acknowledged.length + phones.acknowledged.length,
      queue,
      faults,
      counts,
      drainedSeconds,
      ok,
    };
  } finally {
    await site.close();
  }
}

async function weather(
  site: Site,
  { seed, kills }: StormOptions,
  done: Promise<unknown>,
): Promise<Record<string, number>> {
  let over = false;
  void done.then(() => {
    over = true;
  });
  const { counts } = await blow(site, seeded(seed).fork('faults'), kills, () => over);
  return counts;
}

/** Seconds until nothing waits and nothing runs; null when that takes too long. */
export async function drained({ database }: Site, withinMs = DRAIN_MS): Promise<number | null> {
  const began = performance.now();
  while (performance.now() - began < withinMs) {
    const busy = await database.owner
      .query<{ busy: boolean }>(`select exists (select from conversation where cardinality(waiting) > 0)
          or exists (select from reply where status in ('pending', 'sending')) as busy`)
      .then(({ rows }) => rows[0]?.busy ?? true)
      .catch(() => true);
    if (!busy) return Math.round(performance.now() - began) / 1_000;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return null;
}
