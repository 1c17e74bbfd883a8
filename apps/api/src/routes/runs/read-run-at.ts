import { readRun } from '@parley/core/runs/read-runs';
import * as contract from '@parley/shared/contract/runs';
import { implement } from '../../http/route.ts';

export const readRunAtRoute = implement(contract.readRunAt)(async (ctx, { caller, params, query }) => {
  const { tellMoment } = await import('@parley/agent/retelling/tell-moment');
  const run = await readRun(ctx.core, caller.as, params.id);
  return { status: 200, body: await tellMoment(run.id, run, query) };
});
