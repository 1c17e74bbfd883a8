import { configFrom } from '@parley/api/config/config';
import { readEnv } from '@parley/api/config/env';
import { createContext } from '@parley/api/context';
import { startApi } from '@parley/api/start';
import { runService } from '@parley/service/run-service';
import { createLogger } from '@parley/telemetry/logger';
import { armPool, readArms } from './arms.ts';
import { bendOf } from './mutants.ts';

const arms = readArms();

// The api as it is, but for the limits on a caller and for what it is told to do wrong.
await runService(createLogger({ service: 'api', level: 'warn' }), async () => {
  const context = createContext(
    { ...configFrom(readEnv()), limits: null },
    { wrapHot: (pool) => armPool(pool, arms, bendOf(arms.mutant)) },
  );
  const api = await startApi(context);
  process.send?.({ url: api.url });
  return api;
});
