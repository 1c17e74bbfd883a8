import { emptyQueue } from '@parley/queue/testing/empty-queue';
import { until } from '@parley/testkit/until';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endOf } from './crew.ts';
import { checkLedgers } from './ledger-check.ts';
import { answerByToken, recover } from './model.ts';
import { customerOf, phoneCustomer } from './schedule.ts';
import { openSite, type Site } from './site.ts';
import { drained } from './storm.ts';

// Each mutant lacks one mechanism. Its schedule goes wrong with the mutant and not without it: so the check can fail, and
// the mechanism is what keeps it from failing.

type Schedule = {
  mutant: string;
  /** What must be found, by the name of the ledger's count. */
  breaks: string;
  run(site: Site, mutant: string | undefined): Promise<Record<string, number>>;
};

let site: Site;

beforeAll(async () => {
  site = await openSite({ queue: 'postgres', overhear: () => {} });
  answerByToken(site.street);
});
afterAll(() => site?.close());

const SCHEDULES: Schedule[] = [
  {
    mutant: 'no_sweep',
    breaks: 'not drained',
    async run(site, mutant) {
      const api = await site.crew.hire('api');
      const customer = await customerOf(site);
      await customer.say(1);
      // First, so that no ring of its follows once the queue is empty.
      await endOf(api);
      await emptyQueue({ kind: 'postgres', url: site.database.urls.owner });
      const worker = await site.crew.hire('worker', { mutant });
      const inTime = await drained(site, 5_000);
      await endOf(worker);
      return { 'not drained': inTime === null ? 1 : 0 };
    },
  },
  {
    mutant: 'acknowledge_before_commit',
    breaks: 'acknowledged messages that are not there',
    async run(site, mutant) {
      const api = await site.crew.hire('api', { mutant });
      const customer = await customerOf(site);
      await customer.say(1);
      await endOf(api);
      return checkLedgers(site, customer.acknowledged);
    },
  },
  {
    mutant: 'blind_resend',
    breaks: 'texts that left twice',
    async run(site, mutant) {
      const members = [await site.crew.hire('api'), await site.crew.hire('worker', { mutant })];
      // The carrier takes it, and the line breaks before it has said so.
      site.street.twilio.faults.next({ kind: 'accept_then_cut' }, { on: ({ kind }) => kind === 'create' });
      await phoneCustomer(site).say(1);
      await drained(site);
      await endOf(...members);
      return checkLedgers(site, []);
    },
  },
  {
    mutant: 'no_inbound_key',
    breaks: 'messages twice',
    async run(site, mutant) {
      const api = await site.crew.hire('api', { mutant });
      const customer = await customerOf(site);
      await customer.say(1);
      await customer.say(1);
      await endOf(api);
      return checkLedgers(site, []);
    },
  },
  {
    mutant: 'no_fence',
    breaks: 'turns ended by who had lost them',
    async run(site, mutant) {
      const api = await site.crew.hire('api');
      const customer = await customerOf(site);
      const first = Promise.withResolvers<void>();
      const second = Promise.withResolvers<void>();
      site.street.openai.ledger.clear();
      site.street.openai.faults.next({ kind: 'hold', until: first.promise });
      site.street.openai.faults.next({ kind: 'hold', until: second.promise });
      const sleeper = await site.crew.hire('worker', { mutant });
      await customer.say(1);
      await until(() => site.street.openai.ledger.entries.length === 1);
      sleeper.kill('SIGSTOP');
      await site.database.owner.query(
        'update conversation set lease_until = clock_now() where lease_until is not null',
      );
      const other = await site.crew.hire('worker');
      await until(() => site.street.openai.ledger.entries.length === 2);
      first.resolve();
      sleeper.kill('SIGCONT');
      // Either the sleeper has written, or it has met its fence and let go.
      await until(async () => {
        const { rows } = await site.database.owner.query<{ n: number }>('select count(*)::int as n from run');
        return site.street.openai.ledger.entries[0]?.outcome !== 'pending' && (mutant ? (rows[0]?.n ?? 0) > 0 : true);
      });
      second.resolve();
      await drained(site);
      await endOf(api, sleeper, other);
      recover(site.street);
      return checkLedgers(site, customer.acknowledged);
    },
  },
];

test.each(SCHEDULES)('without the mutant $mutant, its schedule leaves everything whole', async ({ run, breaks }) => {
  await reset();
  const counts = await run(site, undefined);
  expect(counts[breaks]).toBe(0);
});

test.each(SCHEDULES)('the mutant $mutant is caught', async ({ mutant, run, breaks }) => {
  await reset();
  const counts = await run(site, mutant);
  expect(counts[breaks]).toBeGreaterThan(0);
});

/** What one schedule left must not be another's finding. */
async function reset(): Promise<void> {
  await site.database.owner.query(
    `truncate conversation, turn, message, run, step, reply, inbound_key, contact_point, contact cascade`,
  );
  await emptyQueue({ kind: 'postgres', url: site.database.urls.owner });
}
