import type { Matter } from '../dialogue/matter.ts';
import { closestService } from '../hear/services.ts';
import { sayDate, sayList, sayTime } from '../say/dates.ts';
import { sayFree, sayVisit, WHAT_DAY, WHAT_OTHER_TIME, WHAT_SERVICE, whatTime } from '../say/phrases.ts';
import { type Act, asked, call, cannot, type Desk, type Saying, said } from './act.ts';
import { freeOn, freeOnOrAfter, nearest, offer, someOf } from './availability.ts';
import { offerPerson, readRefusal, sayRefusal } from './refusals.ts';
import { text } from './tool-use.ts';

type Visit = Matter & { service: string; date: string };

/** When we are free can be said before anybody knows for what. */
function* withoutService(matter: Matter, desk: Desk): Act {
  const { date, time, window } = matter;
  if (!date || time || !desk.can('check_availability')) return askService(matter, desk);
  const looked = yield* freeOnOrAfter({ date, ...(window ? { window } : {}) }, desk);
  if (looked.kind === 'refused' || looked.day.times.length === 0) return askService(matter, desk);
  return offer(looked.day, window ? { window } : {}, looked.why, desk);
}

export function* book(matter: Matter, desk: Desk): Act {
  if (!desk.can('book_appointment')) return matter.unasked ? said('') : cannot('book appointments');
  const { service } = matter;
  const date = matter.date ?? (matter.anyTime ? desk.facts.today : undefined);
  if (matter.refused) return asked('No problem.', WHAT_OTHER_TIME);
  if (!service) return yield* withoutService({ ...matter, ...(date ? { date } : {}) }, desk);
  if (!date) return asked(sayGladly(matter), WHAT_DAY);
  return yield* bookVisit({ ...matter, service, date }, desk);
}

function* bookVisit(visit: Visit, desk: Desk): Act {
  const { time } = visit;
  const saying = time === undefined ? yield* chooseTime(visit, desk) : yield* bookAt({ ...visit, time }, desk);
  if (typeof saying !== 'string') return saying;
  // The tool knows the service by another name, or not at all.
  return yield* bookVisit({ ...visit, service: saying }, desk);
}

/** A string is the service to try instead. */
function* chooseTime({ service, date, window }: Visit, desk: Desk): Act<Saying | string> {
  const { facts } = desk;
  if (!desk.can('check_availability')) return asked('', whatTime(date, facts.today));
  const looked = yield* freeOnOrAfter({ service, date, ...(window ? { window } : {}) }, desk);
  if (looked.kind === 'refused') return otherwise(looked.error, service, desk);
  return offer(looked.day, window ? { window } : {}, looked.why, desk);
}

function* bookAt(visit: Visit & { time: string }, desk: Desk): Act<Saying | string> {
  const { service, date, time, name, resource } = visit;
  const { today } = desk.facts;
  const note = visit.relative ? `For the customer's ${visit.relative}` : undefined;
  const told = yield* call('book_appointment', { service, date, time, resource, name, note });
  if (!told.ok) return yield* afterRefusal(visit, told.error, desk);
  const booked = {
    service: text(told.output, 'service') ?? service,
    date: text(told.output, 'date') ?? date,
    time: text(told.output, 'time') ?? time,
    reference: text(told.output, 'reference') ?? '-',
  };
  const whose = visit.relative ? ` It is for your ${visit.relative}.` : '';
  return said(`You are booked in: ${sayVisit(booked, today, text(told.output, 'resource'))}.${whose}`);
}

function* afterRefusal(visit: Visit & { time: string }, error: string, desk: Desk): Act<Saying | string> {
  const refusal = readRefusal(error);
  const { today } = desk.facts;
  if (refusal.kind === 'past') return asked('That time has already passed.', WHAT_OTHER_TIME);
  if (refusal.kind !== 'taken' && refusal.kind !== 'closed') return otherwise(error, visit.service, desk);
  const named = refusal.kind === 'taken' ? refusal.free : [];
  const why =
    refusal.kind === 'taken'
      ? `${sayTime(visit.time)} on ${sayDate(visit.date, today)} is taken.`
      : `We have no appointments at ${sayTime(visit.time)} on ${sayDate(visit.date, today)}.`;
  return yield* offerOthers({ ...visit, free: named, verb: 'book' }, why, desk);
}

type Wanted = { service?: string; date: string; time: string; free: string[]; verb: 'book' | 'move it to' };

/** What else is free: as the refusal said, else as the calendar says, the nearest first in mind. */
export function* offerOthers(wanted: Wanted, why: string, desk: Desk): Act {
  const { service, date, time, verb } = wanted;
  const found =
    wanted.free.length > 0
      ? { date, times: wanted.free }
      : yield* dayWithFree({ date, ...(service ? { service } : {}) }, desk);
  if (!found || found.times.length === 0) return asked(why, WHAT_OTHER_TIME);
  const shown = someOf(found.times, time, desk);
  const first = nearest(shown, time);
  const question =
    shown.length === 1
      ? `Shall I ${verb} ${sayTime(first)}?`
      : `Shall I ${verb} ${sayTime(first)}, or does another time suit you better?`;
  return asked(`${why} ${sayFree(found.date, shown, desk.facts.today)}`, question);
}

function* dayWithFree(
  search: { service?: string; date: string },
  desk: Desk,
): Act<{ date: string; times: string[] } | null> {
  if (!desk.can('check_availability')) return null;
  const looked = yield* freeOn(search);
  if (looked.kind === 'refused') return null;
  const { day } = looked;
  if (day.times.length > 0 || !day.next || day.next <= search.date) return day;
  const later = yield* freeOn({ ...search, date: day.next });
  return later.kind === 'day' ? later.day : null;
}

function otherwise(error: string, service: string, desk: Desk): Saying | string {
  const refusal = readRefusal(error);
  if (refusal.kind === 'past') return asked('That day has already passed.', WHAT_OTHER_TIME);
  if (refusal.kind !== 'no_such_service') return sayRefusal(error, 'book that', desk);
  const close = closestService(service, refusal.offered);
  if (close && close !== service) return close;
  if (refusal.offered.length === 0) return offerPerson(`I cannot book “${service}” here.`, desk);
  return asked(`We do not have “${service}” to book. We offer ${sayList(refusal.offered)}.`, WHAT_SERVICE);
}

function askService({ date, time, relative }: Matter, { facts }: Desk): Saying {
  const offered = facts.services.length > 0 ? `We offer ${sayList(facts.services)}.` : '';
  const whose = relative ? ` for your ${relative}` : '';
  const when = `${date ? `, ${sayDate(date, facts.today)}` : ''}${time ? ` at ${sayTime(time)}` : ''}`;
  return asked([`Gladly${whose}${when}.`, offered].filter(Boolean).join(' '), WHAT_SERVICE);
}

const sayGladly = ({ service = '', relative, time }: Matter): string =>
  `Gladly, ${/^[aeiou]|^x/.test(service) ? 'an' : 'a'} ${service}${relative ? ` for your ${relative}` : ''}${time ? ` at ${sayTime(time)}` : ''}.`;
