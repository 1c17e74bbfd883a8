/** Somebody else has the lane by now: nothing was done, and what this run came to is of no use any more. */
export class LaneTaken extends Error {
  override name = 'LaneTaken';

  constructor(by: 'fenced_out' | 'not_owner') {
    super(by === 'fenced_out' ? 'the lane was taken over' : 'a person owns the conversation');
  }
}

export const OPTED_OUT = 'opted_out: this person has said STOP and does not want messages.';
