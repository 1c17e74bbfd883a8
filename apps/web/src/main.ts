import { runService } from '@parley/service/run-service';
import { createLogger } from '@parley/telemetry/logger';
import { configFrom } from './config/config.ts';
import { readEnv } from './config/env.ts';
import { createContext } from './context.ts';
import { startWeb } from './start.ts';

const boot = createLogger({ service: 'web', level: 'info' });

await runService(boot, async () => startWeb(createContext(configFrom(readEnv()))));
