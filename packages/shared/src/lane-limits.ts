/** How a lane is worked, with the reason for each default. */
export const LANE_LIMITS = {
  /** A dead worker's lane is taken over this long after its last sign of life. */
  leaseMs: 15_000,
  /** Three renewals fit into a lease, so that one lost renewal costs nothing. */
  renewEveryMs: 5_000,
  /** One attempt and two more: what fails three times in a minute will not heal by itself. */
  maxAttempts: 3,
  /** A turn longer than this has lost its customer. */
  turnTimeoutMs: 300_000,
  /** The history that a run sees. */
  historyMessages: 40,
  /** Somebody who writes more than this ahead of the answers is a machine, and each turn costs money. */
  maxWaiting: 50,
} as const;
