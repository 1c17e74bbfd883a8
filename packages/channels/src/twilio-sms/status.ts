import type { DeliveryState } from '../carrier.ts';

const STATES: Record<string, DeliveryState> = {
  accepted: 'queued',
  scheduled: 'queued',
  queued: 'queued',
  sending: 'sending',
  sent: 'sent',
  delivered: 'delivered',
  read: 'delivered',
  undelivered: 'undelivered',
  failed: 'failed',
  canceled: 'failed',
};

/** Twilio's word as a state of delivery; null for one that is not known here. */
export const deliveryStateOf = (word: string): DeliveryState | null =>
  Object.hasOwn(STATES, word) ? (STATES[word] ?? null) : null;
