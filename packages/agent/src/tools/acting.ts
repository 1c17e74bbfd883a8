import type { As } from '@parley/core/acting';
import type { Origin } from '@parley/core/origin';
import { ParleyError } from '@parley/shared/errors';
import type { Bound } from './tool.ts';

/** The agent itself is the author of what its tools do. */
export const actingFor = ({ orgId, agentId }: Bound): As => ({
  orgId,
  actor: { kind: 'agent', id: agentId },
  requestId: null,
  address: null,
});

export const originOf = ({ conversationId, turnId }: Bound): NonNullable<Origin> => ({ conversationId, turnId });

/** Undoes what was begun, and is what the model reads. */
export const refuse = (kind: string, words: string): never => {
  throw new ParleyError('conflict', kind, words);
};
