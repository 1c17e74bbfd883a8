import { claimLanes } from '@parley/db/hot/claim-lanes';
import { createPool, type Pool } from '@parley/db/pools';
import { LANE_LIMITS } from '@parley/shared/lane-limits';
import type { Bench } from './bench.ts';
import { atMost, type Figure, figure, percentileOf } from './figure.ts';
import { type Installation, install } from './installation.ts';

const LANES = 100_000;
const ORGANISATIONS = [1, 100, 10_000];
const ROUNDS = 40;
const TAKEN = 16;

/** How long a worker needs to find work, however much of it waits and for however many. */
export const claims: Bench = {
  about: 'taking lanes while 100,000 wait, of 1, 100 and 10,000 organisations; and when none does',
  async run(options) {
    const installation = await install(options);
    const engine = createPool({
      url: installation.env.DATABASE_ENGINE_URL as string,
      max: 1,
      name: 'bench',
      onError: () => {},
    });
    try {
      const figures: Figure[] = [];
      for (const organisations of ORGANISATIONS) {
        await fill(installation, organisations);
        const [fair, plain] = [await timed(() => take(engine)), await timed(() => takeOldest(installation.owner))];
        figures.push(figure(`claims.of_${organisations}_organisations_p50`, fair, 'ms', plain, atMost(5, 'ms')));
        options.say(`${organisations} organisations, ${LANES} lanes`);
      }
      await installation.owner.query(`update conversation set head_due_at = null, waiting = '{}'`);
      figures.push(figure('claims.idle_p50', await timed(() => take(engine)), 'ms', null, atMost(1, 'ms')));
      return figures;
    } finally {
      await engine.end();
      await installation.remove();
    }
  },
};

let after = '';
async function take(engine: Pool): Promise<void> {
  const { lastOrg } = await claimLanes(engine, {
    limit: TAKEN,
    leaseMs: LANE_LIMITS.leaseMs,
    holder: 'bench',
    class: 'interactive',
    after,
    organisations: LANE_LIMITS.organisationsPerClaim,
    running: {},
    allowance: 20_000,
  });
  after = lastOrg;
}

/** The baseline: the oldest lanes, whosesoever they are. */
const takeOldest = (owner: Installation['owner']): Promise<unknown> =>
  owner.query(
    `update conversation c set fence = fence + 1, lease_until = clock_now() + interval '15 seconds', lease_holder = 'bench'
     from (select org_id, id from conversation
       where head_due_at <= (select clock_now()) and (lease_until is null or lease_until < (select clock_now()))
       order by head_due_at limit $1 for update skip locked) due
     where c.org_id = due.org_id and c.id = due.id`,
    [TAKEN],
  );

async function timed(work: () => Promise<unknown>): Promise<number> {
  const took: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const began = performance.now();
    await work();
    took.push(performance.now() - began);
  }
  return percentileOf(
    took.sort((a, b) => a - b),
    0.5,
  );
}

async function fill({ owner, orgId, channelId }: Installation, organisations: number): Promise<void> {
  await owner.query('truncate conversation, turn cascade');
  await owner.query(
    `with org as (select 'org_bench_' || lpad(n::text, 6, '0') as id from generate_series(1, $1) n),
     house as (
       insert into organisation (id, name, slug, time_zone, profile, is_demo, created_at)
       select id, id, id, 'UTC', '{}', false, now() from org on conflict do nothing
     ), a as (
       insert into agent (org_id, id, name, status, current_version_id, created_at)
       select org.id, a.id, a.name, a.status, a.current_version_id, now() from org, agent a where a.org_id = $2 on conflict do nothing
     ), v as (
       insert into agent_version (org_id, id, agent_id, number, spec, digest, created_at)
       select org.id, v.id, v.agent_id, v.number, v.spec, v.digest, now() from org, agent_version v where v.org_id = $2 on conflict do nothing
     ), ch as (
       insert into channel (org_id, id, kind, name, agent_id, allowed_origins, created_at)
       select org.id, $3 || org.id, ch.kind, ch.name, ch.agent_id, '{}', now() from org, channel ch where ch.org_id = $2 and ch.id = $3 on conflict do nothing
     )
     insert into contact (org_id, id, created_at) select id, 'cont_1', now() from org on conflict do nothing`,
    [organisations, orgId, channelId],
  );
  await owner.query(
    `with lane as (
       insert into conversation (org_id, id, channel_id, contact_id, agent_id, waiting, head_due_at, created_at, updated_at)
       select ch.org_id, 'conv_' || n, ch.id, 'cont_1', ch.agent_id, array['turn_' || n], now() - n * interval '1 ms', now(), now()
       from generate_series(1, $1) n
       join channel ch on ch.org_id = 'org_bench_' || lpad((n % $2 + 1)::text, 6, '0') and ch.id = $3 || ch.org_id
       returning org_id, id, agent_id, waiting
     )
     insert into turn (org_id, id, conversation_id, agent_id, state, created_at)
     select org_id, waiting[1], id, agent_id, 'ready', now() from lane`,
    [LANES, organisations, channelId],
  );
  await owner.query('vacuum analyze conversation');
}
