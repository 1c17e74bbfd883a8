import { saveAgentVersion } from '@parley/core/agents/save-agent-version';
import { saveAgentVersion as saveEndpoint } from '@parley/shared/contract/agents';
import { implement } from '../../http/route.ts';

export const saveAgentVersionRoute = implement(saveEndpoint)(async (ctx, { caller, params, body }) => {
  const { spec, expected_version: expectedVersion, note } = body;
  const { made, version } = await saveAgentVersion(ctx.core, caller.as, { id: params.id, spec, expectedVersion, note });
  return { status: made ? 201 : 200, body: version };
});
