import type { OrgTx } from '@parley/db/client';
import { addDays, localTime } from '@parley/shared/local-time';
import type { House } from './house.ts';
import { openSpans, type Week } from './open-spans.ts';
import { isFree, type Slot, slotsIn, startOf } from './slots.ts';

export type Bookable = { id: string; name: string; week: Week | null };
export type Offer = { resource: Bookable; start: string; slot: Slot; free: boolean };

/** So far ahead can be booked. */
const HORIZON_DAYS = 365;

export const lastDay = (now: Date, { timeZone }: House): string =>
  addDays(localTime(now.toISOString(), timeZone).date, HORIZON_DAYS);

/** Who can do it, in the order of their names. */
export async function resourcesFor(tx: OrgTx, orgId: string, serviceId: string): Promise<Bookable[]> {
  const rows = await tx.resource.findMany({
    where: { orgId, active: true, services: { some: { serviceId } } },
    orderBy: { name: 'asc' },
    select: { id: true, name: true, hours: true },
  });
  return rows.map(({ id, name, hours }) => ({ id, name, week: hours as Week | null }));
}

/**
 * Held until the transaction's end: whoever books, moves or cancels on the same resources waits here, and then reads what
 * was stored meanwhile. The exclusion constraint stands behind it.
 */
export const lockResources = (tx: OrgTx, orgId: string, resources: readonly Bookable[]) =>
  tx.$queryRaw`select 1 from resource where org_id = ${orgId} and id = any(${resources.map(({ id }) => id)})
    order by id for no key update`;

export type Asked = { resources: readonly Bookable[]; minutes: number; from: string; until: string; now: Date };

/** What can begin from one date to another, still to come, by date: free or taken. `but` is an appointment that moves. */
export async function offersIn(tx: OrgTx, house: House, asked: Asked, but?: string): Promise<Map<string, Offer[]>> {
  const closures = await closuresIn(tx, house.orgId, asked);
  const busy = await busyIn(tx, house.orgId, asked, but);
  const byDate = new Map<string, Offer[]>();
  for (let date = asked.from; date <= asked.until; date = addDays(date, 1)) {
    const offers = asked.resources.flatMap((resource) => offersOf(resource, date, { house, asked, closures, busy }));
    byDate.set(date, offers.sort(byStart));
  }
  return byDate;
}

type Known = { house: House; asked: Asked; closures: Closed[]; busy: ReadonlyMap<string, Slot[]> };
type Closed = { resourceId: string | null; from: string; until: string };

function offersOf(resource: Bookable, date: string, { house, asked, closures, busy }: Known): Offer[] {
  const spans = openSpans(date, {
    timeZone: house.timeZone,
    house: house.hours,
    week: resource.week,
    closed: closures.filter(({ resourceId }) => resourceId === null || resourceId === resource.id),
  });
  const taken = busy.get(resource.id) ?? [];
  return slotsIn(spans, asked.minutes)
    .filter(({ startsAt }) => startsAt > asked.now)
    .map((slot) => ({ resource, start: startOf(slot, house.timeZone), slot, free: isFree(slot, taken) }));
}

const byStart = (a: Offer, b: Offer): number =>
  a.slot.startsAt.getTime() - b.slot.startsAt.getTime() || (a.resource.name < b.resource.name ? -1 : 1);

async function closuresIn(tx: OrgTx, orgId: string, { from, until }: Asked): Promise<Closed[]> {
  const rows = await tx.closure.findMany({
    where: { orgId, endsOn: { gte: new Date(from) }, startsOn: { lte: new Date(until) } },
    select: { resourceId: true, startsOn: true, endsOn: true },
  });
  return rows.map(({ resourceId, startsOn, endsOn }) => ({
    resourceId,
    from: dateOf(startsOn),
    until: dateOf(endsOn),
  }));
}

/** A column of the type date, which knows no time. */
export const dateOf = (day: Date): string => day.toISOString().slice(0, 10);

async function busyIn(tx: OrgTx, orgId: string, { resources, from, until }: Asked, but?: string) {
  // A day more on both sides: where the clock is not that of Greenwich, a date begins and ends elsewhere.
  const rows = await tx.appointment.findMany({
    where: {
      orgId,
      state: 'booked',
      resourceId: { in: resources.map(({ id }) => id) },
      endsAt: { gt: new Date(addDays(from, -1)) },
      startsAt: { lt: new Date(addDays(until, 2)) },
      ...(but && { id: { not: but } }),
    },
    select: { resourceId: true, startsAt: true, endsAt: true },
  });
  return Map.groupBy(rows, ({ resourceId }) => resourceId);
}

/** Up to six times that are still free, those nearest to what was wanted. */
export function freeNear(offers: readonly Offer[], time: string): string[] {
  const free = [...new Set(offers.filter((offer) => offer.free).map(({ start }) => start))];
  return free
    .sort((a, b) => distance(a, time) - distance(b, time))
    .slice(0, 6)
    .sort();
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const distance = (a: string, b: string): number => Math.abs(minutesOf(a) - minutesOf(b));
