import { DEMO_IDS } from '@parley/core/demo/seed-demo';
import type { Bench, BenchOptions } from '../bench.ts';
import { atLeast, atMost, type Figure, figure } from '../figure.ts';
import { type Installation, install, PAGE } from '../installation.ts';
import { type Process, startProcess } from '../processes/spawn.ts';
import { poster } from './load.ts';
import { type Measured, measure } from './measure.ts';

/** So many that none of them looks like a machine to the breaker, which would hand their lane to people. */
const VISITORS = 3_000;

/** A chat turn with an instant model and one read-only tool, from its row to its end: stored, claimed, run, settled. */
export const turns: Bench = {
  about: 'a whole chat turn through api, queue, worker and Postgres, beside a straightforward one',
  async run(options) {
    const product = await onFreshInstallation(options, 'Parley', measureProduct);
    const plain = await onFreshInstallation(options, 'the straightforward way', measurePlain);
    return figures(product, plain, options.queue);
  },
};

async function onFreshInstallation(
  options: BenchOptions,
  what: string,
  run: (installation: Installation, seconds: number, started: Process[]) => Promise<Measured>,
): Promise<Measured> {
  options.say(`${what}, queue on ${options.queue}, ${options.seconds} s a phase`);
  const installation = await install(options);
  const started: Process[] = [];
  try {
    return await run(installation, options.seconds, started);
  } finally {
    await Promise.all(started.map((process) => process.stop()));
    await installation.remove();
  }
}

async function measureProduct(installation: Installation, seconds: number, started: Process[]): Promise<Measured> {
  const api = await startProcess('api', installation.env);
  started.push(api, await startProcess('worker', installation.env));
  const { post, close } = poster(api.url, 64);
  const tokens: string[] = [];
  for (let i = 0; i < VISITORS; i++) {
    const opened = await post('/v1/chat/sessions', { origin: PAGE }, { channel: installation.channelId }, 201);
    tokens.push((opened as { token: string }).token);
  }
  const measured = await measure(
    installation.owner,
    async (n) => {
      const headers = { origin: PAGE, authorization: `Bearer ${tokens[n % VISITORS]}` };
      await post('/v1/chat/messages', headers, { id: `m${n}`, text: `When are you open on Saturday? (${n})` }, 202);
    },
    seconds,
  );
  await close();
  return measured;
}

async function measurePlain(installation: Installation, seconds: number, started: Process[]): Promise<Measured> {
  const env = {
    ...installation.env,
    PLAIN_DATABASE_URL: installation.ownerUrl,
    PLAIN_ORG: installation.orgId,
    PLAIN_CHANNEL: installation.channelId,
    PLAIN_AGENT: DEMO_IDS.agent,
  };
  const api = await startProcess('plain-api', env);
  started.push(api, await startProcess('plain-worker', env));
  const { post, close } = poster(api.url, 64);
  const measured = await measure(
    installation.owner,
    async (n) => {
      await post(
        '/messages',
        {},
        { visitor: `v${n % VISITORS}`, id: `m${n}`, text: 'When are you open on Saturday?' },
        202,
      );
    },
    seconds,
  );
  await close();
  return measured;
}

function figures(product: Measured, plain: Measured, queue: string): Figure[] {
  const name = (what: string) => `turns.${queue}.${what}`;
  return [
    figure(name('answered'), product.perSecond, 'turns/s', plain.perSecond, atLeast(500, 'turns/s')),
    figure(name('accepted'), product.acceptedPerSecond, 'messages/s', plain.acceptedPerSecond),
    figure(name('overhead_p50_at_100_per_s'), product.p50, 'ms', plain.p50, atMost(10, 'ms')),
    figure(name('overhead_p99_at_100_per_s'), product.p99, 'ms', plain.p99, atMost(50, 'ms')),
    figure(name('commits_per_turn'), product.commitsPerTurn, 'commits', plain.commitsPerTurn, atMost(3, 'commits')),
  ];
}
