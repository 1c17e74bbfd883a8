import type { Bench, BenchOptions } from './bench.ts';
import { type Figure, figure, percentileOf, timesAtMost } from './figure.ts';
import { type Installation, onFreshInstallation, PAGE } from './installation.ts';
import { type Process, startProcess } from './processes/spawn.ts';
import { paced, poster, type Send } from './turns/load.ts';
import { databaseNow, drained } from './turns/measure.ts';
import { visitors } from './turns/visitors.ts';

const PACE = 20;
const TIMES = 10;
const FLOODER = { orgId: `org_01k0f00d${'0'.repeat(18)}`, channelId: `chan_01k0f00d${'0'.repeat(18)}` };

/** One organisation with ten times the load of another, on the same workers. */
export const flood: Bench = {
  about: 'an organisation’s waiting while another one sends ten times as much',
  run: (options) =>
    onFreshInstallation(options, 'Parley', (installation, started) => measure(installation, options, started)),
};

async function measure(installation: Installation, options: BenchOptions, started: Process[]): Promise<Figure[]> {
  const { owner, orgId } = installation;
  await addFlooder(installation);
  const api = await startProcess('api', installation.env);
  started.push(api, await startProcess('worker', installation.env));
  const { post, close } = poster(api.url, 128);
  const [calm, many] = [await visitors(installation, post, 500), await visitors(FLOODER, post, 2_000)];
  let n = 0;
  const loads = (send: Send, perSecond: number) => paced(() => send(n++), perSecond, options.seconds);
  // Connections and plans settle first.
  await paced(() => many(n++), PACE, 2);

  const alone = await p95(installation, orgId, () => loads(calm, PACE));
  const beside = await p95(installation, orgId, () => Promise.all([loads(calm, PACE), loads(many, PACE * TIMES)]));
  await drained(owner);
  await close();
  return [figure(`flood.${options.queue}.p95_of_the_other`, beside, 'ms', alone, timesAtMost(2))];
}

async function p95({ owner }: Installation, orgId: string, load: () => Promise<unknown>): Promise<number> {
  const since = await databaseNow(owner);
  await load();
  await drained(owner);
  const { rows } = await owner.query<{ ms: number }>(
    `select extract(epoch from ended_at - created_at)::float8 * 1000 as ms from turn where org_id = $1 and created_at >= $2 order by 1`,
    [orgId, since],
  );
  return percentileOf(
    rows.map(({ ms }) => ms),
    0.95,
  );
}

/** As the sample clinic, under another name. */
async function addFlooder({ owner, orgId, channelId }: Installation): Promise<void> {
  const { orgId: flooder, channelId: chat } = FLOODER;
  const copies = [
    `insert into organisation (id, name, slug, time_zone, profile, is_demo, created_at) select $1, 'Flood', 'flood', time_zone, profile, true, now() from organisation where id = $2`,
    `insert into agent (org_id, id, name, status, current_version_id, created_at) select $1, id, name, status, current_version_id, now() from agent where org_id = $2`,
    `insert into agent_version (org_id, id, agent_id, number, spec, digest, created_at) select $1, id, agent_id, number, spec, digest, now() from agent_version where org_id = $2`,
  ];
  // Agent and version name each other.
  const copier = await owner.connect();
  await copier.query('set session_replication_role = replica');
  for (const copy of copies) await copier.query(copy, [flooder, orgId]);
  copier.release(true);
  await owner.query(
    `insert into channel (org_id, id, kind, name, agent_id, allowed_origins, created_at)
     select $1, $3, kind, name, agent_id, array[$5], now() from channel where org_id = $2 and id = $4`,
    [flooder, orgId, chat, channelId, PAGE],
  );
}
