const REASONS: Record<string, string> = {
  attempts_used_up: 'every attempt was cut short',
  model_call_limit: 'the agent came to no answer within its model calls',
  token_limit: 'the agent had read and written as much as one turn may',
  request_limit: 'the agent had made as many requests as one turn may',
  time_limit: 'the turn took too long',
  unexpected_error: 'something failed on our side',
  model_error: 'the model failed',
  tool_error: 'a tool failed',
  aborted: 'the attempt was cut short',
};

/** Why a turn has no answer. A code that is newer than these words is shown in its own words. */
export const reasonInWords = (reason: string | null): string =>
  reason === null ? 'no reason was recorded' : (REASONS[reason] ?? reason.replaceAll('_', ' '));
