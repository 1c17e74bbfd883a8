import type { Matter, Visit } from '../dialogue/matter.ts';
import { closestService } from '../hear/services.ts';
import { sayDate } from '../say/dates.ts';
import { sayVisit, WHICH_VISIT } from '../say/phrases.ts';
import { type Act, asked, call, type Desk, type Saying } from './act.ts';
import { offerPerson, sayRefusal } from './refusals.ts';
import { rows, type Told, text } from './tool-use.ts';

export type Found = { kind: 'visits'; visits: Visit[] } | { kind: 'saying'; saying: Saying };

/** The appointments that the customer may mean, of those that are theirs. */
export function* findVisits(matter: Matter, desk: Desk): Act<Found> {
  const told = yield* call('list_appointments');
  if (!told.ok) return { kind: 'saying', saying: sayRefusal(told.error, 'look at your appointments', desk) };
  const visits = visitsOf(told);
  if (visits.length === 0) return sayFound('I find no upcoming appointment of yours here.', desk);
  const meant = visits.filter((visit) => isMeant(visit, matter));
  if (meant.length > 0) return { kind: 'visits', visits: meant };
  if (matter.reference) return sayFound(`I find no upcoming appointment ${matter.reference} of yours here.`, desk);
  const when = matter.whichDate ? ` on ${sayDate(matter.whichDate, desk.facts.today)}` : ' like that';
  const only = visits.length === 1 ? 'This is the one you have:' : 'These are the ones you have:';
  const why = `I find no appointment of yours${when}. ${only} ${visits.map((visit) => sayVisit(visit, desk.facts.today)).join(' and ')}.`;
  return { kind: 'saying', saying: asked(why, WHICH_VISIT) };
}

const sayFound = (why: string, desk: Desk): Found => ({ kind: 'saying', saying: offerPerson(why, desk) });

export function askWhich(visits: readonly Visit[], { facts }: Desk): Saying {
  const lines = visits.map((visit, index) => `${index + 1}. ${sayVisit(visit, facts.today)}`);
  return asked(`You have ${visits.length} appointments:\n${lines.join('\n')}\n`, WHICH_VISIT);
}

export function visitsOf(told: Told & { ok: true }): Visit[] {
  return rows(told.output, 'appointments').flatMap((row) => {
    const [date, time, reference] = [
      text(row, 'date'),
      text(row, 'time') ?? text(row, 'start'),
      text(row, 'reference'),
    ];
    return date && time && reference ? [{ service: text(row, 'service') ?? 'appointment', date, time, reference }] : [];
  });
}

function isMeant(visit: Visit, { reference, whichDate, whichTime, whichService }: Matter): boolean {
  if (reference) return visit.reference === reference;
  const isDay = !whichDate || visit.date === whichDate;
  const isTime = !whichTime || visit.time === whichTime;
  const isService = !whichService || closestService(whichService, [visit.service]) !== null;
  return isDay && isTime && isService;
}
