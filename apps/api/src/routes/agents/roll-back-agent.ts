import { rollBackAgent } from '@parley/core/agents/save-agent-version';
import { rollBackAgent as rollBackEndpoint } from '@parley/shared/contract/agents';
import { implement } from '../../http/route.ts';

export const rollBackAgentRoute = implement(rollBackEndpoint)(async (ctx, { caller, params, body }) => {
  const { to, expected_version: expectedVersion, note } = body;
  const { made, version } = await rollBackAgent(ctx.core, caller.as, { id: params.id, to, expectedVersion, note });
  return { status: made ? 201 : 200, body: version };
});
