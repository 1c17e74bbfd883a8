import { readStatus } from '@parley/shared/contract/status';
import { PARLEY_VERSION } from '@parley/telemetry/version';
import { implement } from '../../http/route.ts';

export const status = implement(readStatus)(async (ctx) => {
  const operations = await ctx.status.read();
  return {
    status: 200,
    body: {
      ...operations,
      mode: ctx.config.mode,
      version: PARLEY_VERSION,
      commit: ctx.config.commit,
      at: ctx.core.now().toISOString(),
      queue: { backend: ctx.config.queue.kind, state: ctx.producer.isUp() ? 'up' : 'down' },
    },
  };
});
