import { configFrom } from '@parley/api/config/config';
import { readEnv } from '@parley/api/config/env';
import { createContext } from '@parley/api/context';
import { startApi } from '@parley/api/start';
import { runService } from '@parley/service/run-service';
import { silentLogger } from '@parley/telemetry/logger';

// The api as it is, but for the limits on a caller, saying its address to the bench.
await runService(silentLogger, async () => {
  const api = await startApi(createContext({ ...configFrom(readEnv()), limits: null }));
  process.send?.({ url: api.url });
  return api;
});
