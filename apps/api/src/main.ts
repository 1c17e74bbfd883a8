import { runService } from '@parley/service/run-service';
import { createLogger } from '@parley/telemetry/logger';
import { startTracing } from '@parley/telemetry/trace';
import { PARLEY_VERSION } from '@parley/telemetry/version';
import { configFrom } from './config/config.ts';
import { readEnv } from './config/env.ts';
import { createContext } from './context.ts';
import { startApi } from './start.ts';

const boot = createLogger({ service: 'api', level: 'info' });

await runService(boot, async () => {
  const env = readEnv();
  const config = configFrom(env);
  const tracing = await startTracing({ service: 'api', version: PARLEY_VERSION, env, log: boot });
  const api = await startApi(createContext(config));
  return {
    async stop(reason) {
      await api.stop(reason);
      await tracing.stop();
    },
  };
});
