import { configFrom } from '@parley/api/config/config';
import { readEnv } from '@parley/api/config/env';
import { createContext } from '@parley/api/context';
import { startApi } from '@parley/api/start';
import { runService } from '@parley/service/run-service';
import { silentLogger } from '@parley/telemetry/logger';

// The api as it is, saying its address to the bench.
await runService(silentLogger, async () => {
  const api = await startApi(createContext(configFrom(readEnv())));
  process.send?.({ url: api.url });
  return api;
});
