import { advanceErasures } from '@parley/core/erasure/advance-erasures';
import type { WorkerContext } from '../context.ts';

/** Short enough for a worker that stops: the rest is taken up by the next. */
const BUDGET_MS = 800;

/** Each second: the erasures that are due, for a while. */
export const eraseTick = (ctx: WorkerContext) => async (): Promise<void> => {
  for (const finished of await advanceErasures(ctx.core, { holder: ctx.processId, budgetMs: BUDGET_MS })) {
    ctx.events.erasureDone(finished);
  }
};
