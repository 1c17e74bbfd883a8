/** How a reply leaves, with the reason for each figure. */
export const REPLY_LIMITS = {
  /** The first byte follows the claim this soon, or not at all: a STOP that commits after it has been waited for. */
  writeWithinMs: 400,
  /** A carrier answers within a second; one that has not by now will not. */
  sendTimeoutMs: 8_000,
  /** A send that nobody has ended by now is looked into: longer than the call it stands for. */
  deadlineMs: 12_000,
  /** What was written may be listed a moment later than it was taken. */
  askAfterMs: 1_500,
  /** Nothing is sent again before the carrier has said so often that it knows nothing of it. */
  askTimes: 2,
  /** Between two questions about one send, and for how long one process keeps it to itself. */
  askEveryMs: 2_500,
  /** After this long without an answer people have to look. */
  unknownAfterMs: 900_000,
  /** First, and again after 1, 4, 16, 30 and 30 seconds: what is later than that is no answer any more. */
  maxAttempts: 6,
  /** A claim that was too old to be written, with growing pauses of up to 30 seconds: some minutes of a busy machine. */
  maxLateAttempts: 12,
  /** A claim walks over so many organisations at most, and goes on from there the next time. */
  organisations: 64,
  /** What waits behind a text that was refused for coming too often follows it at this distance, so many texts of a line. */
  apartMs: 100,
  heldAtOnce: 500,
  /** No carrier may make a reply wait longer for its next try. */
  longestDelayMs: 300_000,
} as const;
