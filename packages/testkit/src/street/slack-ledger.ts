import type { Delivery } from './outgoing.ts';
import type { SlackParams } from './slack-methods.ts';

/** A method of the Web API, or `response_url`. */
export type SlackCall = { method: string; params: SlackParams };

export type SlackEntry =
  | (SlackCall & { kind: 'call'; at: Date; fault: string | null; error?: string })
  | { kind: 'interaction'; at: Date; what: string; url: string; userId: string | null; delivery: Delivery };
