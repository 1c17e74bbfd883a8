import type { Calendar } from '../hear/days.ts';
import { takeDays } from '../hear/days.ts';
import { plainOf } from '../hear/plain.ts';
import { scan } from '../hear/scan.ts';
import { padTime } from '../say/dates.ts';
import { LATER, QUESTIONS, saidDay, saidFree, saidProposal, saidServices, saidVisit } from '../say/phrases.ts';
import type { Dialogue } from './dialogue.ts';
import { type Choice, isAbout, type Matter, type Question, SAID, type Visit } from './matter.ts';

const BY_A_COLLEAGUE = /^\(a colleague of yours wrote:\).*$/gm;
const ORDER = /\border ([A-Z]{0,3}-?\d{3,10})\b/g;
const LOST = /I (?:do not|cannot|am sorry, I cannot) (?:know|answer)/;

/** What a reply of ours did to the conversation. */
export function hearOurselves(before: Dialogue, reply: string, calendar: Calendar): Dialogue {
  const text = reply.replace(BY_A_COLLEAGUE, '').trim();
  if (text === '') return { ...before, matters: [], question: null, choices: [] };
  const question = QUESTIONS.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
  const visits = visitsIn(text, calendar);
  const choices = choicesIn(text, visits, calendar);
  return {
    ...before,
    question,
    choices,
    proposed: proposedIn(text, choices),
    last: lastIn(text, visits) ?? before.last,
    order: [...text.matchAll(ORDER)].at(-1)?.[1] ?? before.order,
    lost: LOST.test(text) ? before.lost + 1 : 0,
    told: text,
    matters: stillOpen(before, question, text, dayAskedFor(text, choices, calendar)),
  };
}

/** A matter that we have not asked about is settled, one way or the other; one that waits for another stays. */
function stillOpen({ matters }: Dialogue, question: Question | null, text: string, day: string | undefined): Matter[] {
  const asked = matters.filter(({ kind, fresh }) => fresh && isAbout(question, kind)).at(-1);
  return matters
    .filter((matter) => !matter.fresh || matter === asked || text.includes(`${LATER} ${SAID[matter.kind]}`))
    .map((matter) => ({ ...matter, ...(matter === asked && day ? { date: day } : {}), fresh: false, refused: false }));
}

export function visitsIn(text: string, calendar: Calendar): Visit[] {
  return [...text.matchAll(saidVisit)].flatMap(([, service = '', day = '', time = '', reference = '']) => {
    const date = dateOf(day, calendar);
    return date ? [{ service, date, time: padTime(time), reference }] : [];
  });
}

function choicesIn(text: string, visits: Visit[], calendar: Calendar): Choice[] {
  const free = [...text.matchAll(saidFree)].flatMap(([, day = '', times = '']) => {
    const date = dateOf(day, calendar);
    return date ? (times.match(/\d{1,2}:\d{2}/g) ?? []).map((time) => ({ date, time: padTime(time) })) : [];
  });
  if (free.length > 0) return free;
  const services = saidServices.exec(text)?.[1]?.split(/, | and /);
  return services ? services.map((service) => ({ service })) : visits.map((visit) => ({ visit }));
}

/** "Shall I book 10:30?" means one of them. */
function proposedIn(text: string, choices: Choice[]): Choice | null {
  const time = padTime(saidProposal.exec(text)?.[1] ?? '');
  return choices.find((choice) => 'time' in choice && choice.time === time) ?? choices[0] ?? null;
}

function lastIn(text: string, visits: Visit[]): Dialogue['last'] {
  const visit = visits.at(-1);
  if (!visit) return null;
  if (/You are booked in: /.test(text)) return { visit, is: 'booked' };
  if (/I have moved it: /.test(text)) return { visit, is: 'moved' };
  if (/I have cancelled /.test(text)) return { visit, is: 'cancelled' };
  return visits.length === 1 ? { visit, is: 'listed' } : null;
}

/** What the customer called "tomorrow" has a date by now. */
function dayAskedFor(text: string, choices: Choice[], calendar: Calendar): string | undefined {
  const [first] = choices;
  if (first && 'date' in first) return first.date;
  const day = saidDay.exec(text)?.[1];
  return day && dateOf(day, calendar);
}

const dateOf = (day: string, calendar: Calendar): string | undefined => {
  const from = scan(plainOf(day));
  return takeDays(from, calendar)[0]?.date;
};
