import type { Burst } from './agent-spec.ts';

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
  /** A claim looks at so many organisations and goes on from there: its cost must not grow with those that wait. */
  organisationsPerClaim: 64,
  /** Who cuts off answer after answer still gets one: from then on messages wait for it together. */
  maxInterruptions: 3,
  /** Somebody whose messages are refused is told so this often. */
  rejectNoticeMs: 60_000,
} as const;

/**
 * How messages of one burst become one turn, where the agent does not say otherwise. On a page each message is answered at
 * once; a text message is often one of several.
 */
export const BURSTS: Record<'web_chat' | 'sms' | 'api', Burst> = {
  web_chat: { quiet_ms: 0, max_wait_ms: 5_000, max_messages: 20 },
  sms: { quiet_ms: 2_000, max_wait_ms: 10_000, max_messages: 20 },
  api: { quiet_ms: 0, max_wait_ms: 5_000, max_messages: 20 },
};
