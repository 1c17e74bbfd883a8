export const TURN_STATES = [
  'collecting',
  'ready',
  'running',
  'replied',
  'silent',
  'blocked',
  'handed_off',
  'superseded',
  'dead',
] as const;
export type TurnState = (typeof TURN_STATES)[number];

/**
 * Every way a turn's state may change. The statements in db/hot name the state they start from; a test holds them to this
 * table.
 */
export const TRANSITIONS: Record<TurnState, readonly TurnState[]> = {
  // Claimed once its window has closed, which is a time in the lane's row and no change of state; or a person takes over,
  // or a later message takes it along.
  collecting: ['running', 'silent', 'superseded'],
  ready: ['running', 'silent', 'superseded'],
  // Running again: the lease ran out; ready: an attempt failed or its worker stopped; superseded: a later message cut it
  // off; the rest: settled, or silenced by a person who took over.
  running: ['running', 'ready', 'replied', 'silent', 'blocked', 'handed_off', 'superseded', 'dead'],
  replied: [],
  silent: [],
  // A guardrail had the last word; people have it from here. Both end with one answer.
  blocked: [],
  handed_off: [],
  superseded: [],
  // Redriven: a new turn has its messages.
  dead: ['superseded'],
};

const UNDER_WAY: readonly TurnState[] = ['collecting', 'ready', 'running'];

export const isEnded = (state: TurnState): boolean => !UNDER_WAY.includes(state);
