import type { OrgTx } from '@parley/db/client';
import type { Ctx } from '../ctx.ts';
import { type Bookable, freeNear, lastDay, lockResources, type Offer, offersIn, resourcesFor } from './bookable.ts';
import type { ServiceRow } from './find-service.ts';
import type { House } from './house.ts';
import type { CalendarRefusal } from './refusal.ts';

export type Wanted = {
  service: ServiceRow;
  date: string;
  time: string;
  resource?: string | undefined;
  /** Taken where it is free; another that is free will do. */
  prefer?: string;
  /** The appointment that moves: it is in nobody's way. */
  but?: string;
};

/** A free slot, on resources that stay locked until the transaction's end; or why there is none. */
export async function chooseSlot(
  ctx: Pick<Ctx, 'now'>,
  tx: OrgTx,
  house: House,
  wanted: Wanted,
): Promise<{ kind: 'chosen'; offer: Offer } | CalendarRefusal> {
  const { date, time } = wanted;
  const last = lastDay(ctx.now(), house);
  if (date > last) return { kind: 'too_far', date, last };
  const all = await resourcesFor(tx, house.orgId, wanted.service.id);
  const resources = wanted.resource === undefined ? all : all.filter(isCalled(wanted.resource));
  if (wanted.resource !== undefined && resources.length === 0) {
    return { kind: 'unknown_resource', asked: wanted.resource, resources: all.map(({ name }) => name) };
  }
  await lockResources(tx, house.orgId, resources);
  const asked = { resources, minutes: wanted.service.minutes, from: date, until: date, now: ctx.now() };
  const offers = (await offersIn(tx, house, asked, wanted.but)).get(date) ?? [];
  const then = offers.filter(({ start }) => start === time);
  const free = then.filter((offer) => offer.free);
  const offer = free.find(({ resource }) => resource.id === wanted.prefer) ?? free[0];
  if (offer) return { kind: 'chosen', offer };
  return { kind: then.length > 0 ? 'slot_taken' : 'not_offered', date, time, free: freeNear(offers, time) };
}

const isCalled = (asked: string) => {
  const wanted = asked.trim().toLowerCase();
  return ({ id, name }: Bookable): boolean => id === asked || name.toLowerCase() === wanted;
};
