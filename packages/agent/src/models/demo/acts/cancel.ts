import type { Matter, Visit } from '../dialogue/matter.ts';
import { sayList } from '../say/dates.ts';
import { CANCEL_ALL, MOVE_OR_CANCEL, sayVisit } from '../say/phrases.ts';
import { type Act, asked, call, cannot, type Desk, type Saying, said } from './act.ts';
import { askWhich, findVisits, visitsOf } from './find-visit.ts';
import { offerPerson, readRefusal, sayRefusal } from './refusals.ts';

export function* cancel(matter: Matter, desk: Desk): Act {
  if (!desk.can('cancel_appointment')) return cannot('cancel appointments');
  if (!desk.can('list_appointments')) return yield* cancelUnseen(matter, desk);
  const found = yield* findVisits(matter, desk);
  if (found.kind === 'saying') return found.saying;
  const { visits } = found;
  if (visits.length > 1 && matter.all) return yield* cancelAll(visits, matter, desk);
  const [visit] = visits;
  if (!visit || visits.length > 1) return askWhich(visits, desk);
  const refused = yield* cancelOne(visit, matter, desk);
  return refused ?? said(`I have cancelled this appointment: ${sayVisit(visit, desk.facts.today)}.`);
}

function* cancelOne({ reference }: Visit, { reason }: Matter, desk: Desk): Act<Saying | null> {
  const told = yield* call('cancel_appointment', { reference, reason });
  return told.ok ? null : sayRefusal(told.error, 'cancel your appointment', desk);
}

/** More than one at once is asked for twice: it is hard to take back. */
function* cancelAll(visits: Visit[], matter: Matter, desk: Desk): Act {
  const named = sayList(visits.map((visit) => sayVisit(visit, desk.facts.today)));
  if (!matter.agreed) return asked(`You have: ${named}.`, CANCEL_ALL);
  for (const visit of visits) {
    const refused = yield* cancelOne(visit, matter, desk);
    if (refused) return refused;
  }
  return said(`I have cancelled these appointments: ${named}.`);
}

function* cancelUnseen({ reference, reason }: Matter, desk: Desk): Act {
  const told = yield* call('cancel_appointment', { reference, reason });
  if (told.ok) return said('I have cancelled your appointment.');
  if (readRefusal(told.error).kind === 'not_found')
    return offerPerson('I find no upcoming appointment of yours here.', desk);
  return sayRefusal(told.error, 'cancel your appointment', desk);
}

/** They cannot come: what is to become of it is theirs to say. */
export function* cannotCome(matter: Matter, desk: Desk): Act {
  if (!desk.can('reschedule_appointment') || !desk.can('cancel_appointment'))
    return cannot('move or cancel appointments');
  if (!desk.can('list_appointments')) return asked('Thank you for telling us.', MOVE_OR_CANCEL);
  const found = yield* findVisits(matter, desk);
  if (found.kind === 'saying') return found.saying;
  const [visit] = found.visits;
  if (!visit || found.visits.length > 1) return asked('Thank you for telling us.', MOVE_OR_CANCEL);
  return asked(`Thank you for telling us. This is the one: ${sayVisit(visit, desk.facts.today)}.`, MOVE_OR_CANCEL);
}

export function* list(_matter: Matter, desk: Desk): Act {
  if (!desk.can('list_appointments')) return cannot('look up appointments');
  const told = yield* call('list_appointments');
  if (!told.ok) return sayRefusal(told.error, 'look at your appointments', desk);
  const visits = visitsOf(told);
  const [visit] = visits;
  if (!visit) return said('You have no upcoming appointment with us.');
  if (visits.length === 1) return said(`Your next appointment: ${sayVisit(visit, desk.facts.today)}.`);
  const lines = visits.map((each, index) => `${index + 1}. ${sayVisit(each, desk.facts.today)}`);
  return said(`Your next appointments:\n${lines.join('\n')}`);
}
