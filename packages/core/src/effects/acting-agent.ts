import type { As } from '../acting.ts';

/** Who does what a tool does. */
export const actingAgent = ({ orgId, agentId }: { orgId: string; agentId: string }): As => ({
  orgId,
  actor: { kind: 'agent', id: agentId },
  requestId: null,
  address: null,
});
