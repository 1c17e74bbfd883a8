import { runService } from '@parley/service/run-service';
import { createLogger } from '@parley/telemetry/logger';
import { configFrom } from '@parley/worker/config/config';
import { readEnv } from '@parley/worker/config/env';
import { createContext } from '@parley/worker/context';
import { startWorker } from '@parley/worker/server';
import { armPool, readArms } from './arms.ts';
import { bendOf } from './mutants.ts';

const arms = readArms();
const NEVER_MS = 2 ** 31 - 1;

await runService(createLogger({ service: 'worker', level: 'warn' }), async () => {
  const context = createContext(configFrom(readEnv()), {
    wrapHot: (pool) => armPool(pool, arms, bendOf(arms.mutant)),
  });
  const worker = await startWorker(context, arms.mutant === 'no_sweep' ? { sweepMs: NEVER_MS } : {});
  process.send?.({ url: '' });
  return worker;
});
