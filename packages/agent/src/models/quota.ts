/** How much a provider lets us ask of one model, in a minute; null: as much as we like. */
export type QuotaLimits = { requestsPerMinute: number | null; tokensPerMinute: number | null };

/** Requests and tokens of a minute, shared by everyone who asks the same account for the same model. */
export type Quota = {
  /** Takes a place for one request; 0, or how many milliseconds to come back later. */
  take(key: string, limits: QuotaLimits, tokens: number): Promise<number>;
  /** The request took so many more tokens than was thought, or fewer. */
  correct(key: string, tokens: number): void;
};

export const NO_QUOTA: Quota = { take: async () => 0, correct: () => {} };
