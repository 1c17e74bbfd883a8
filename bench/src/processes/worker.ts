import { runService } from '@parley/service/run-service';
import { silentLogger } from '@parley/telemetry/logger';
import { configFrom } from '@parley/worker/config/config';
import { readEnv } from '@parley/worker/config/env';
import { createContext } from '@parley/worker/context';
import { startWorker } from '@parley/worker/server';
import { instantModel } from '../instant-model.ts';

// The worker as it is, but for a model that takes no time: what is measured is ours.
await runService(silentLogger, async () => {
  const worker = await startWorker(createContext(configFrom(readEnv()), { model: instantModel }));
  process.send?.({ url: '' });
  return worker;
});
