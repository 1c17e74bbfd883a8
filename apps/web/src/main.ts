import { runService } from '@parley/service/run-service';
import { createLogger } from '@parley/telemetry/logger';
import { configFrom } from './config/config.ts';
import { readEnv } from './config/env.ts';
import { startWeb } from './context.ts';

const config = configFrom(readEnv());
const log = createLogger({ service: 'web', level: config.logLevel });
await runService(log, () => startWeb(config, log));
