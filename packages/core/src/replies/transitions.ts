export const REPLY_STATES = [
  'pending',
  'sending',
  'sent',
  'delivered',
  'undelivered',
  'failed',
  'cancelled',
  'unknown',
] as const;
export type ReplyState = (typeof REPLY_STATES)[number];

/**
 * Every way a reply's state may change. The statements in db/hot name the state they start from; a test holds them to this
 * table. What needs no carrier begins as `sent`.
 */
export const REPLY_TRANSITIONS: Record<ReplyState, readonly ReplyState[]> = {
  // claimed, or not wanted any more; the rest: a report came about a text that was thought lost
  pending: ['sending', 'cancelled', 'sent', 'delivered', 'undelivered', 'failed'],
  // pending: refused for now, certainly not taken, or one of several texts taken; unknown: nobody could say in time
  sending: ['pending', 'sent', 'failed', 'unknown', 'delivered', 'undelivered'],
  sent: ['delivered', 'undelivered', 'failed'],
  // a report came after all
  unknown: ['pending', 'sent', 'delivered', 'undelivered', 'failed'],
  delivered: [],
  undelivered: [],
  failed: [],
  cancelled: [],
};
