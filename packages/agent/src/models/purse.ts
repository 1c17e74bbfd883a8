/** What a run may spend: asked before each call, told after it. */
export type Purse = {
  /**
   * Makes room for a call that costs this much at most; null: nobody knows its price. Fails with `BudgetExhausted`, or with
   * `MustWait` while others hold what is left.
   */
  reserve(atMost: number | null): Promise<void>;
  spend(micros: number): void;
};

/** A budget that stops has nothing left for this call, or cannot tell what it would cost. */
export class BudgetExhausted extends Error {
  override name = 'BudgetExhausted';
}

/** Nobody has set a budget. */
export const OPEN_PURSE: Purse = { reserve: async () => {}, spend: () => {} };
