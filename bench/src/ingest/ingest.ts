import { DEMO_IDS } from '@parley/core/demo/seed-demo';
import type { Bench, BenchOptions } from '../bench.ts';
import { atMost, type Figure, figure, percentileOf, timesAtLeast } from '../figure.ts';
import { type Installation, onFreshInstallation } from '../installation.ts';
import { plainEnv } from '../processes/plain-env.ts';
import { type Process, startProcess } from '../processes/spawn.ts';
import { flood, paced, poster, type Send } from '../turns/load.ts';
import { visitors } from '../turns/visitors.ts';
import { knowPhones, textOf } from './texts.ts';

const CONNECTIONS = 64;
const PACE = 100;
/** What keeps the workers busy meanwhile. */
const TURNS_PER_SECOND = 100;

/** A carrier's webhook: its signature, the text, one durable commit, the ring; then 200. */
export const ingest: Bench = {
  about: 'texts accepted durably, beside a straightforward handler and an empty route',
  async run(options) {
    const accepted = await onFreshInstallation(options, 'Parley', (installation, started) =>
      acceptedPerSecond(installation, options, started),
    );
    const latencies = await onFreshInstallation(options, 'Parley, with busy workers', (installation, started) =>
      latenciesWhileBusy(installation, options, started),
    );
    const plain = await onFreshInstallation(options, 'the straightforward way', (installation, started) =>
      plainPerSecond(installation, options, started),
    );
    return figures(options, { accepted, latencies, plain });
  },
};

const inbound = `/v1/channels/sms/${DEMO_IDS.connection}/inbound`;

async function acceptedPerSecond(installation: Installation, options: BenchOptions, started: Process[]) {
  await knowPhones(installation.owner);
  const api = await startProcess('api', installation.env, options.profile);
  started.push(api);
  return perSecond(api.url, inbound, options.seconds);
}

async function plainPerSecond(installation: Installation, options: BenchOptions, started: Process[]) {
  await knowPhones(installation.owner);
  const api = await startProcess('plain-api', plainEnv(installation));
  started.push(api);
  return {
    accepted: await perSecond(api.url, '/sms', options.seconds),
    empty: await perSecond(api.url, '/empty', options.seconds),
  };
}

async function perSecond(url: string, path: string, seconds: number): Promise<number> {
  const { send, close } = poster(url, CONNECTIONS);
  const text: Send = (n) => send(textOf(n, path), 200);
  await flood(text, CONNECTIONS, 1);
  let n = 1_000_000;
  const began = performance.now();
  const answered = await flood(() => text(n++), CONNECTIONS, seconds);
  const took = (performance.now() - began) / 1_000;
  await close();
  return answered / took;
}

async function latenciesWhileBusy(installation: Installation, options: BenchOptions, started: Process[]) {
  await knowPhones(installation.owner);
  const api = await startProcess('api', installation.env);
  started.push(api, await startProcess('worker', installation.env));
  const { post, send, close } = poster(api.url, CONNECTIONS);
  const chat = await visitors(installation, post);
  await paced((n) => send(textOf(n, inbound), 200), PACE, 2);
  const latencies: number[] = [];
  const timed: Send = async (n) => {
    const began = performance.now();
    await send(textOf(1_000_000 + n, inbound), 200);
    latencies.push(performance.now() - began);
  };
  await Promise.all([paced(timed, PACE, options.seconds), paced(chat, TURNS_PER_SECOND, options.seconds)]);
  await close();
  return latencies.sort((a, b) => a - b);
}

type Found = { accepted: number; latencies: number[]; plain: { accepted: number; empty: number } };

function figures({ queue }: BenchOptions, { accepted, latencies, plain }: Found): Figure[] {
  const name = (what: string) => `ingest.${queue}.${what}`;
  return [
    figure(name('accepted'), accepted, 'texts/s', plain.accepted, timesAtLeast(2)),
    figure(name('empty_route'), plain.empty, 'requests/s'),
    figure(name('p50_while_busy'), percentileOf(latencies, 0.5), 'ms'),
    figure(name('p99_while_busy'), percentileOf(latencies, 0.99), 'ms', null, atMost(25, 'ms')),
  ];
}
