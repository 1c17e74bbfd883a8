import { effectsHeard, type Moment } from '@parley/db/testing/dying-client';
import { runService } from '@parley/service/run-service';
import { createLogger } from '@parley/telemetry/logger';
import { configFrom } from '@parley/worker/config/config';
import { readEnv } from '@parley/worker/config/env';
import { createContext } from '@parley/worker/context';
import { startWorker } from '@parley/worker/server';
import { armPool, readArms } from './arms.ts';
import { bendOf } from './mutants.ts';

const arms = readArms();
const dieAt = (effect: { when: Moment; hit: number }) => (moment: Moment, at: number) => {
  if (moment === effect.when && at === effect.hit) process.kill(process.pid, 'SIGKILL');
};
const NEVER_MS = 2 ** 31 - 1;

await runService(createLogger({ service: 'worker', level: 'warn' }), async () => {
  const context = createContext(configFrom(readEnv()), {
    ...(arms.effect && { Client: effectsHeard(dieAt(arms.effect)) }),
    wrapHot: (pool) => armPool(pool, arms, bendOf(arms.mutant)),
  });
  const worker = await startWorker(context, arms.mutant === 'no_sweep' ? { sweepMs: NEVER_MS } : {});
  process.send?.({ url: '' });
  return worker;
});
