/** After so many failures in a row a provider's model is left alone. */
const FAILURES = 5;
/** First so long; each time that the one call which then looks has failed too, twice as long. */
const FIRST_PAUSE_MS = 10_000;
const LONGEST_PAUSE_MS = 160_000;
/** A look that has not come back by then counts for nothing: another may look. */
const LOOK_MS = 70_000;

type State = { failures: number; pauses: number; openUntil: number; lookingUntil: number };

export type Breakers = {
  /** Whether this model may be asked now. Half open: exactly one caller is let through to look. */
  allows(key: string): boolean;
  succeeded(key: string): void;
  failed(key: string): void;
};

/**
 * Circuit breakers of this process, one for each account and model. Each worker finds out for itself: five failed calls of
 * each, against a statement more in every call of all.
 */
export function createBreakers(now: () => number): Breakers {
  const states = new Map<string, State>();
  return {
    allows(key) {
      const state = states.get(key);
      if (!state || state.failures < FAILURES) return true;
      if (now() < state.openUntil || now() < state.lookingUntil) return false;
      state.lookingUntil = now() + LOOK_MS;
      return true;
    },
    succeeded: (key) => void states.delete(key),
    failed(key) {
      const state = states.get(key) ?? { failures: 0, pauses: 0, openUntil: 0, lookingUntil: 0 };
      states.set(key, state);
      state.failures += 1;
      if (state.failures < FAILURES) return;
      // Calls that were under way when it opened say nothing new.
      if (now() < state.openUntil) return;
      state.openUntil = now() + Math.min(FIRST_PAUSE_MS * 2 ** state.pauses, LONGEST_PAUSE_MS);
      state.pauses += 1;
      state.lookingUntil = 0;
    },
  };
}
