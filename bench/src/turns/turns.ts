import type { Bench, BenchOptions } from '../bench.ts';
import { atLeast, atMost, type Figure, figure } from '../figure.ts';
import { type Installation, onFreshInstallation } from '../installation.ts';
import { plainEnv } from '../processes/plain-env.ts';
import { type Process, startProcess } from '../processes/spawn.ts';
import { poster } from './load.ts';
import { type Measured, measure } from './measure.ts';
import { VISITORS, visitors } from './visitors.ts';

/** A chat turn with an instant model and one read-only tool, from its row to its end: stored, claimed, run, settled. */
export const turns: Bench = {
  about: 'a whole chat turn through api, queue, worker and Postgres, beside a straightforward one',
  async run(options) {
    const product = await onFreshInstallation(options, 'Parley', (installation, started) =>
      measureProduct(installation, options, started),
    );
    say(options, product);
    const plain = options.alone
      ? null
      : await onFreshInstallation(options, 'the straightforward way', (installation, started) =>
          measurePlain(installation, options, started),
        );
    return figures(product, plain, options.queue);
  },
};

export async function measureProduct(
  installation: Installation,
  options: BenchOptions,
  started: Process[],
): Promise<Measured> {
  const api = await startProcess('api', installation.env, options.profile);
  started.push(api);
  const worker = await startProcess('worker', installation.env, options.profile);
  started.push(worker);
  const { post, close } = poster(api.url, 64);
  const chat = await visitors(installation, post);
  const measured = await measure(installation.owner, { api, worker, ...installation.parts }, chat, options.seconds);
  await close();
  return measured;
}

async function measurePlain(installation: Installation, options: BenchOptions, started: Process[]): Promise<Measured> {
  const env = plainEnv(installation);
  const api = await startProcess('plain-api', env);
  started.push(api);
  const worker = await startProcess('plain-worker', env);
  started.push(worker);
  const { post, close } = poster(api.url, 64);
  const measured = await measure(
    installation.owner,
    { api, worker, ...installation.parts },
    async (n) => {
      await post(
        '/messages',
        {},
        { visitor: `v${n % VISITORS}`, id: `m${n}`, text: 'When are you open on Saturday?' },
        202,
      );
    },
    options.seconds,
  );
  await close();
  return measured;
}

function figures(product: Measured, plain: Measured | null, queue: string): Figure[] {
  const name = (what: string) => `turns.${queue}.${what}`;
  const cpu = (measured: Measured | null) => (measured?.cpu ? sum(Object.values(measured.cpu)) : null);
  const each = (measured: Measured | null, what: 'statements' | 'commits' | 'flushes') =>
    measured && measured.counted[what] / measured.turns;
  return [
    figure(name('answered'), product.perSecond, 'turns/s', plain?.perSecond, atLeast(500, 'turns/s')),
    figure(name('accepted'), product.acceptedPerSecond, 'messages/s', plain?.acceptedPerSecond),
    figure(name('overhead_p50_at_100_per_s'), product.p50, 'ms', plain?.p50, atMost(10, 'ms')),
    figure(name('overhead_p99_at_100_per_s'), product.p99, 'ms', plain?.p99, atMost(50, 'ms')),
    figure(name('processor_time_per_turn'), cpu(product) ?? Number.NaN, 'ms', cpu(plain), atMost(4, 'ms')),
    ...Object.entries(product.cpu ?? {}).map(([part, ms]) =>
      figure(name(`processor_time_per_turn.${part}`), ms, 'ms', plain?.cpu?.[part]),
    ),
    ...(['statements', 'commits', 'flushes'] as const).map((what) =>
      figure(name(`${what}_per_turn`), each(product, what) ?? Number.NaN, what, each(plain, what), MOST[what]),
    ),
  ];
}

const MOST = { statements: atMost(6, 'statements'), commits: atMost(3, 'commits'), flushes: undefined };
const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** Where the database's time goes, for whoever works on it. */
function say(options: BenchOptions, { stages, backends, counted, turns }: Measured): void {
  if (!options.alone) return;
  for (const [stage, ms] of Object.entries(stages)) options.say(`${ms.toFixed(1).padStart(6)} ms  ${stage}`);
  for (const [name, ms] of Object.entries(backends ?? {})) options.say(`${ms.toFixed(3)} ms of a processor  ${name}`);
  for (const { text, calls, ms, inside } of counted.expensive) {
    const words = text.replace(/\s+/g, ' ').slice(0, 110);
    const [perTurn, cost] = [(calls / turns).toFixed(2), ((ms * 1_000) / turns).toFixed(0)];
    options.say(`${cost.padStart(6)} µs ${perTurn.padStart(6)} × ${inside ? '  ' : ''}${words}`);
  }
}
