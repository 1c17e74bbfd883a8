/** What one turn may use. Beyond it the turn ends in words or with a person; it never goes round in a loop. */
export const LIMITS = {
  modelCalls: 20,
  toolCalls: 8,
  identicalCalls: 2,
  /** Requests that leave the house: calls of models, and of tools that reach outside. */
  requests: 50,
  /** Read and written, cached ones included. */
  tokens: 400_000,
  outputTokensPerCall: 1_024,
} as const;

/** Money that an agent may move for one message without a person, all calls together. */
export const MONEY_LIMIT_CENTS = 5_000;

/** The turn has used up what it may; people go on from here. */
export class LimitReached extends Error {
  override name = 'LimitReached';
  readonly limit: string;

  constructor(limit: string, message: string) {
    super(message);
    this.limit = limit;
  }
}
