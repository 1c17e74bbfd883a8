/** What one turn may use. Beyond it the turn ends; it never goes round in a loop. */
export const LIMITS = {
  modelCalls: 20,
  toolCalls: 8,
  outputTokensPerCall: 1_024,
} as const;
