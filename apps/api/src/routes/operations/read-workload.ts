import { readWorkload } from '@parley/core/operations/read-workload';
import { readWorkload as endpoint } from '@parley/shared/contract/status';
import { implement } from '../../http/route.ts';

export const workload = implement(endpoint)(async (ctx, { caller }) => {
  const [waiting, depth] = await Promise.all([readWorkload(ctx.core, caller.as.orgId), ctx.producer.depth()]);
  return { status: 200, body: { ...waiting, queue: { backend: ctx.config.queue.kind, depth } } };
});
