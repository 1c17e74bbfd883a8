import { type Frame, frameSchema } from '@parley/agent/frame';
import type { ReplayOrder } from '@parley/core/runs/carry-replay';
import { agentOf } from '../turns/build-frame.ts';

/** What the run that was knew, with what is to be otherwise. Its clock stays: a replay is at the same moment. */
export function replayFrame(
  runId: string,
  { past, spec, overrides, agentVersionId }: Pick<ReplayOrder, 'past' | 'spec' | 'overrides' | 'agentVersionId'>,
): Frame | null {
  const content = past.find(({ kind }) => kind === 'frame')?.content as { response?: unknown } | undefined;
  const known = frameSchema.safeParse(content?.response);
  if (!known.success) return null;
  const { id, name } = known.data.agent;
  const agent =
    spec === null
      ? known.data.agent
      : agentOf(spec, { id, name, versionId: agentVersionId }, known.data.agent.declaredTools ?? []);
  return { ...known.data, runId, agent: changed(agent, overrides) };
}

function changed(agent: Frame['agent'], { model, prompt }: ReplayOrder['overrides']): Frame['agent'] {
  const { routing, ...rest } = agent;
  return {
    ...rest,
    ...(model === undefined && routing && { routing }),
    ...(model !== undefined && { model }),
    ...(prompt !== undefined && { instructions: prompt }),
  };
}
