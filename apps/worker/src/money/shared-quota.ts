import type { Quota } from '@parley/agent/models/quota';
import type { Ctx } from '@parley/core/ctx';
import { takeProviderPlace } from '@parley/core/money/provider-place';

/**
 * The minute's requests and tokens, shared with all workers through one short statement before a call. What calls took more
 * than was thought is told with the next one, so that nothing is written after a call.
 */
export function openSharedQuota(core: Pick<Ctx, 'hot'>): Quota {
  const owed = new Map<string, number>();
  return {
    async take(key, { requestsPerMinute, tokensPerMinute }, tokens) {
      const correction = owed.get(key) ?? 0;
      owed.delete(key);
      return takeProviderPlace(core, { key, requestsPerMinute, tokensPerMinute, tokens, correction });
    },
    correct: (key, tokens) => void owed.set(key, (owed.get(key) ?? 0) + tokens),
  };
}
