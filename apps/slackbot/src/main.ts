import { runService } from '@parley/service/run-service';
import { createLogger } from '@parley/telemetry/logger';
import { startTracing } from '@parley/telemetry/trace';
import { PARLEY_VERSION } from '@parley/telemetry/version';
import { configFrom } from './config/config.ts';
import { readEnv } from './config/env.ts';
import { createContext } from './context.ts';
import { startSlackbot } from './start.ts';

const boot = createLogger({ service: 'slackbot', level: 'info' });

await runService(boot, async () => {
  const env = readEnv();
  const config = configFrom(env);
  const tracing = await startTracing({ service: 'slackbot', version: PARLEY_VERSION, env, log: boot });
  const slackbot = await startSlackbot(createContext(config));
  return {
    async stop(reason) {
      await slackbot.stop(reason);
      await tracing.stop();
    },
  };
});
