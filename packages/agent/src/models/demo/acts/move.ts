import { addDays } from '@parley/shared/local-time';
import type { Matter, Visit } from '../dialogue/matter.ts';
import { addMinutes, fits } from '../hear/times.ts';
import { sayDate, sayTime } from '../say/dates.ts';
import { sayFree, sayVisit, WHAT_OTHER_TIME, whatTime } from '../say/phrases.ts';
import { type Act, asked, call, cannot, type Desk, type Saying, said } from './act.ts';
import { freeOnOrAfter, offer, someOf } from './availability.ts';
import { offerOthers } from './book.ts';
import { askWhich, findVisits } from './find-visit.ts';
import { readRefusal, sayRefusal } from './refusals.ts';
import { text } from './tool-use.ts';

export function* move(matter: Matter, desk: Desk): Act {
  if (!desk.can('reschedule_appointment')) return cannot('move appointments');
  if (matter.refused) return asked('No problem.', WHAT_OTHER_TIME);
  if (!desk.can('list_appointments')) return yield* moveUnseen(matter, desk);
  const found = yield* findVisits(matter, desk);
  if (found.kind === 'saying') return found.saying;
  const [visit] = found.visits;
  if (!visit || found.visits.length > 1) return askWhich(found.visits, desk);
  return yield* moveVisit(visit, shifted(matter, visit), desk);
}

/** "A week later" counts from where it stands. */
function shifted(matter: Matter, { date, time }: Visit): Matter {
  if (!matter.shift || matter.date || matter.time) return matter;
  return { ...matter, date: addDays(date, matter.shift.days), time: addMinutes(time, matter.shift.minutes) };
}

function* moveVisit(visit: Visit, matter: Matter, desk: Desk): Act {
  const { today } = desk.facts;
  if (!matter.date && !matter.time && !matter.window)
    return asked(`This is the one: ${sayVisit(visit, today)}.`, 'To what day and time shall I move it?');
  if (matter.date === visit.date && !matter.time && !matter.window)
    return said(`That is where it is already: ${sayVisit(visit, today)}.`);
  // A time alone is about the same day.
  const date = matter.date ?? visit.date;
  if (matter.time) return yield* moveTo(visit, date, matter.time, desk);
  if (!desk.can('check_availability')) return asked('', whatTime(date, today));
  return yield* chooseTime(visit, { ...matter, date }, desk);
}

function* chooseTime(visit: Visit, { date, window }: Matter & { date: string }, desk: Desk): Act {
  const looked = yield* freeOnOrAfter({ service: visit.service, date, ...(window ? { window } : {}) }, desk);
  if (looked.kind === 'refused') return sayMoveRefused(looked.error, desk);
  const { day, why } = looked;
  if (!day.times.includes(visit.time) || !fits(visit.time, window) || why)
    return offer(day, window ? { window } : { near: visit.time }, why, desk);
  const free = sayFree(
    day.date,
    someOf(
      day.times.filter((time) => fits(time, window)),
      visit.time,
      desk,
    ),
    desk.facts.today,
  );
  return asked(free, `Shall I move it to ${sayTime(visit.time)}, or does another time suit you better?`);
}

function* moveTo(visit: Visit, date: string, time: string, desk: Desk): Act {
  const { today } = desk.facts;
  if (date === visit.date && time === visit.time)
    return said(`That is where it is already: ${sayVisit(visit, today)}.`);
  const told = yield* call('reschedule_appointment', { reference: visit.reference, date, time });
  if (!told.ok) return yield* afterRefusal(visit, date, time, told.error, desk);
  const moved = {
    service: text(told.output, 'service') ?? visit.service,
    date: text(told.output, 'date') ?? date,
    time: text(told.output, 'time') ?? time,
    reference: text(told.output, 'reference') ?? visit.reference,
  };
  return said(`I have moved it: ${sayVisit(moved, today, text(told.output, 'resource'))}.`);
}

function* afterRefusal(visit: Visit, date: string, time: string, error: string, desk: Desk): Act {
  const refusal = readRefusal(error);
  const at = `${sayTime(time)} on ${sayDate(date, desk.facts.today)}`;
  if (refusal.kind === 'taken')
    return yield* offerOthers(
      { service: visit.service, date, time, free: refusal.free, verb: 'move it to' },
      `${at} is taken.`,
      desk,
    );
  if (refusal.kind === 'closed')
    return yield* offerOthers(
      { service: visit.service, date, time, free: [], verb: 'move it to' },
      `We have no appointments at ${at}.`,
      desk,
    );
  return sayMoveRefused(error, desk);
}

function sayMoveRefused(error: string, desk: Desk): Saying {
  if (readRefusal(error).kind === 'past') return asked('That time has already passed.', WHAT_OTHER_TIME);
  return sayRefusal(error, 'move your appointment', desk);
}

/** Without a list, the tool finds the only one by itself and names them where there are several. */
function* moveUnseen({ reference, date, time }: Matter, desk: Desk): Act {
  if (!date) return asked('Gladly.', 'To what day and time shall I move it?');
  if (!time) return asked('', whatTime(date, desk.facts.today));
  const told = yield* call('reschedule_appointment', { reference, date, time });
  if (!told.ok) return sayMoveRefused(told.error, desk);
  const visit = {
    service: text(told.output, 'service') ?? 'appointment',
    date,
    time,
    reference: text(told.output, 'reference') ?? reference ?? '-',
  };
  return said(`I have moved it: ${sayVisit(visit, desk.facts.today)}.`);
}
