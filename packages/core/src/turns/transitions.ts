export const TURN_STATES = ['ready', 'running', 'replied', 'silent', 'dead'] as const;
export type TurnState = (typeof TURN_STATES)[number];

/**
 * Every way a turn's state may change. The statements in db/hot name the state they start from; a test holds them to this
 * table.
 */
export const TRANSITIONS: Record<TurnState, readonly TurnState[]> = {
  // claimed by a worker
  ready: ['running'],
  // running again: the lease ran out; ready: an attempt failed or its worker stopped; the rest: settled
  running: ['running', 'ready', 'replied', 'dead'],
  replied: [],
  silent: [],
  dead: [],
};

export const isEnded = (state: TurnState): boolean => TRANSITIONS[state].length === 0;
