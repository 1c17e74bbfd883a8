import { localTime } from '@parley/shared/local-time';
import type { Span } from './open-spans.ts';

const MINUTE_MS = 60_000;
/** Appointments begin every half hour from opening on, shorter ones one after the other. */
const LONGEST_STEP = 30;

export type Slot = { startsAt: Date; endsAt: Date };

/** What could begin on a day, whether or not it is taken. */
export function slotsIn(spans: readonly Span[], minutes: number): Slot[] {
  const step = Math.min(minutes, LONGEST_STEP) * MINUTE_MS;
  return spans.flatMap(({ from, until }) => {
    const slots: Slot[] = [];
    for (let at = from.getTime(); at + minutes * MINUTE_MS <= until.getTime(); at += step) {
      slots.push({ startsAt: new Date(at), endsAt: new Date(at + minutes * MINUTE_MS) });
    }
    return slots;
  });
}

export const isFree = (slot: Slot, busy: readonly Slot[]): boolean =>
  !busy.some(({ startsAt, endsAt }) => slot.startsAt < endsAt && startsAt < slot.endsAt);

/** What the wall clock shows when it begins. */
export const startOf = ({ startsAt }: Slot, timeZone: string): string =>
  localTime(startsAt.toISOString(), timeZone).time;
