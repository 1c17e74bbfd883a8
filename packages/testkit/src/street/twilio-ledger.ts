import type { Delivery } from './outgoing.ts';
import type { FormParams } from './twilio-carrier.ts';

export type TwilioCall =
  | { kind: 'create'; params: FormParams }
  | { kind: 'fetch'; sid: string }
  | { kind: 'list'; query: Record<string, unknown> };

/** A call of our side with the fault it met and what came of it; or a webhook sent to our side with its answer. */
export type TwilioEntry =
  | (TwilioCall & { at: Date; fault: string | null; sid?: string; refused?: number })
  | { kind: 'webhook'; at: Date; url: string; params: Record<string, string>; delivery: Delivery };
