import type { StoredRun } from '@parley/core/runs/read-runs';
import type { RunDetail } from '@parley/shared/contract/runs';

// The agent's graph is read when somebody looks at a run: most processes' lives pass before that.
const retelling = () => import('@parley/agent/retelling/view-steps');

/** A run with its prompts, which are not stored: they are told anew from what it knew and did. */
export async function presentRun({ steps, effects, ...head }: StoredRun): Promise<RunDetail> {
  const { viewSteps } = await retelling();
  return { ...head, steps: await viewSteps({ steps, effects }) };
}
