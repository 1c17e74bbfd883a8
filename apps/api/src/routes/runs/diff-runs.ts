import { readRuns } from '@parley/core/runs/read-runs';
import * as contract from '@parley/shared/contract/runs';
import { implement } from '../../http/route.ts';
import { presentRun } from './present.ts';

export const diffRunsRoute = implement(contract.diffRuns)(async (ctx, { caller, params: { id, other_id } }) => {
  const { diffRuns } = await import('@parley/agent/retelling/diff-runs');
  const runs = await Promise.all((await readRuns(ctx.core, caller.as, [id, other_id])).map(presentRun));
  const [a, b = a] = runs;
  if (!a || !b) throw new Error('two runs were read, and there is none');
  return { status: 200, body: diffRuns(a, b) };
});
