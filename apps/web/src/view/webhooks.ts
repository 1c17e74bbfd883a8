import { titleOfEvent, WEBHOOK_EVENT_KINDS, type WebhookEventKind } from '@parley/shared/events';
import type { Webhook, WebhookDelivery } from '../api/client.ts';
import type { Tone } from '../components/tone.ts';

type State = { tone: Tone; word: string };

export const EVENT_CHOICES = WEBHOOK_EVENT_KINDS.map((kind) => ({ kind, title: titleOfEvent(kind) }));

export const isEventKind = (given: string): given is WebhookEventKind =>
  WEBHOOK_EVENT_KINDS.some((kind) => kind === given);

/** `All events`, `A member joins`, `3 events`. */
export function eventsInWords(events: readonly string[]): string {
  if (events.length === WEBHOOK_EVENT_KINDS.length) return 'All events';
  const [only] = events;
  return events.length === 1 && only && isEventKind(only) ? titleOfEvent(only) : `${events.length} events`;
}

const DISABLED: Record<NonNullable<Webhook['disabled_reason']>, string> = {
  by_hand: 'Off',
  gone: 'Off: it answered 410',
  failing: 'Off: failed for days',
};

export function webhookState({ status, disabled_reason, failing_since }: Webhook): State {
  if (status === 'disabled') {
    return { tone: disabled_reason === 'by_hand' ? 'muted' : 'bad', word: DISABLED[disabled_reason ?? 'by_hand'] };
  }
  return failing_since ? { tone: 'warn', word: 'Failing' } : { tone: 'good', word: 'On' };
}

type Delivery = Pick<WebhookDelivery, 'state' | 'attempts' | 'last_status' | 'last_error'>;

export function deliveryState({ state, attempts }: Pick<Delivery, 'state' | 'attempts'>): State {
  switch (state) {
    case 'delivered':
      return { tone: 'good', word: 'Delivered' };
    case 'failed':
      return { tone: 'bad', word: 'Failed' };
    case 'sending':
      return { tone: 'muted', word: 'Being sent' };
    default:
      return attempts === 0 ? { tone: 'muted', word: 'Waiting' } : { tone: 'warn', word: 'Tried again later' };
  }
}

/** What came of the newest attempt, in a few words. */
export const answerInWords = ({ last_status, last_error }: Pick<Delivery, 'last_status' | 'last_error'>): string =>
  last_status === null ? (last_error ?? 'Not tried yet') : `Answered ${last_status}`;

/** An address is shown by where it leads; the rest may be long. */
export function hostOf(url: string): string {
  const { host, pathname } = new URL(url);
  return pathname === '/' ? host : `${host}${pathname}`;
}
