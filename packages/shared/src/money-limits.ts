/** How money is kept, with the reason for each figure. */
export const MONEY_LIMITS = {
  /** Two cents: an ordinary turn of a small model needs no more, and 50 turns at once hold back no more than a dollar. */
  allowanceMicros: 20_000,
  /** Held for a run that nobody has ended by now: longer than a turn may take. */
  orphanAfterMs: 360_000,
  /** Who waits for what others hold looks again this soon: a turn takes a few seconds. */
  waitForOthersMs: 1_500,
  /** Prices that an organisation names are used this soon by workers that have looked before. */
  pricesForMs: 10_000,
  /** Of the ledger, in one statement of the sweep. */
  foldAtOnce: 5_000,
  /** Members are told when this share of a budget is spent. */
  nearShare: 0.8,
  /** A month of budgets and prices is a page, not a table. */
  mostBudgets: 100,
  mostPrices: 200,
} as const;
