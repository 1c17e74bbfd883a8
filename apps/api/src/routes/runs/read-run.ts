import { readRun } from '@parley/core/runs/read-runs';
import * as contract from '@parley/shared/contract/runs';
import { implement } from '../../http/route.ts';
import { presentRun } from './present.ts';

export const readRunRoute = implement(contract.readRun)(async (ctx, { caller, params }) => ({
  status: 200,
  body: await presentRun(await readRun(ctx.core, caller.as, params.id)),
}));
