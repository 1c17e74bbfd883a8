import type { OrgTx } from '@parley/db/client';
import { addDays } from '@parley/shared/local-time';
import type { Ctx } from '../ctx.ts';
import { lastDay, type Offer, offersIn, resourcesFor } from './bookable.ts';
import { findService } from './find-service.ts';
import { type House, readHouse } from './house.ts';
import type { CalendarRefusal } from './refusal.ts';

export type AvailabilityQuery = {
  service?: string | undefined;
  date: string;
  partOfDay?: 'morning' | 'afternoon' | 'any' | undefined;
  /** Longer than the service usually takes. */
  minutes?: number | undefined;
};

export type Availability = {
  kind: 'found';
  service: string;
  date: string;
  timeZone: string;
  slots: Array<{ start: string; resource: string }>;
  /** Nothing can be booked on that day at all, taken or free. */
  closed: boolean;
  /** When nothing is free: the next day on which something is, within two months. */
  nextDate: string | null;
};

const LOOK_AHEAD_DAYS = 60;
const NOON = '12:00';

/** What is free on a day. Reads only: by the time it is booked it may be taken. */
export async function findAvailability(
  ctx: Pick<Ctx, 'now'>,
  tx: OrgTx,
  orgId: string,
  query: AvailabilityQuery,
): Promise<Availability | CalendarRefusal> {
  const found = await findService(tx, orgId, query.service);
  if (found.kind !== 'found') return found;
  const house = await readHouse(tx, orgId);
  const now = ctx.now();
  const last = lastDay(now, house);
  if (query.date > last) return { kind: 'too_far', date: query.date, last };
  const asked = {
    resources: await resourcesFor(tx, orgId, found.service.id),
    minutes: Math.max(found.service.minutes, query.minutes ?? 0),
    now,
  };
  const day = (await offersIn(tx, house, { ...asked, from: query.date, until: query.date })).get(query.date) ?? [];
  const slots = shown(day, query.partOfDay);
  return {
    kind: 'found',
    service: found.service.name,
    date: query.date,
    timeZone: house.timeZone,
    slots,
    closed: day.length === 0,
    nextDate: slots.length > 0 ? null : await nextFree(tx, house, asked, query),
  };
}

const inPart = (start: string, part: AvailabilityQuery['partOfDay']): boolean =>
  part === 'morning' ? start < NOON : part === 'afternoon' ? start >= NOON : true;

/** A time that comes twice in one night is shown once. */
function shown(offers: readonly Offer[], part: AvailabilityQuery['partOfDay']): Availability['slots'] {
  const slots = offers.filter(({ free, start }) => free && inPart(start, part));
  const byName = new Map(
    slots.map(({ start, resource }) => [`${start} ${resource.id}`, { start, resource: resource.name }]),
  );
  return [...byName.values()];
}

type Wanted = Pick<Parameters<typeof offersIn>[2], 'resources' | 'minutes' | 'now'>;

async function nextFree(tx: OrgTx, house: House, asked: Wanted, { date, partOfDay }: AvailabilityQuery) {
  const days = { ...asked, from: addDays(date, 1), until: addDays(date, LOOK_AHEAD_DAYS) };
  for (const [later, offers] of await offersIn(tx, house, days)) {
    if (shown(offers, partOfDay).length > 0) return later;
  }
  return null;
}
