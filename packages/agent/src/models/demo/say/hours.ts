import { WEEKDAYS, type Weekday } from '@parley/shared/business-profile';
import { addDays } from '@parley/shared/local-time';
import type { OpeningDay, OpeningHoursAnswer } from '../../../tools/get-opening-hours.ts';
import { capital, sayDayOfMonth, sayList, sayTime } from './dates.ts';

/** Opening hours as a person would say them, from what the tool returned. */
export function sayHours(answers: OpeningHoursAnswer[]): string | null {
  const known = answers.filter((answer) => answer.days !== null);
  const first = known[0];
  if (!first) return null;
  const week = known.find((answer) => (answer.days ?? []).length === 7);
  if (week) return sayWeek(week.days ?? []);
  const days = new Map(known.flatMap((answer) => answer.days ?? []).map((day) => [day.date, day]));
  return [...days.values()]
    .sort((a, b) => (a.date < b.date ? -1 : 1))
    .map((day) => sayDay(day, first.now))
    .join(' ');
}

function sayDay(day: OpeningDay, now: OpeningHoursAnswer['now']): string {
  const note = day.note ? ` (${day.note})` : '';
  const open = day.hours.length > 0 ? `we are open ${sayRanges(day)}` : 'we are closed';
  const sentence = `${nameDay(day, now.date)} ${open}${note}.`;
  if (day.date !== now.date || day.hours.length === 0) return sentence;
  return `${sentence} Right now we are ${now.open ? 'open' : 'closed'}.`;
}

function nameDay({ date, weekday }: OpeningDay, today: string): string {
  if (date === today) return `Today, ${capital(weekday)},`;
  if (date === addDays(today, 1)) return `Tomorrow, ${capital(weekday)},`;
  if (date > today && date < addDays(today, 7)) return `On ${capital(weekday)}`;
  return `On ${capital(weekday)} ${sayDayOfMonth(date)}`;
}

const sayRanges = ({ hours }: OpeningDay): string =>
  hours.map(({ from, to }) => `from ${sayTime(from)} to ${sayTime(to)}`).join(' and ');

/** Neighbouring days with the same hours are said together: "Monday to Thursday from 8:00 to 17:00". */
function sayWeek(days: OpeningDay[]): string {
  const usual = days
    .filter((day) => day.note === null)
    .sort((a, b) => WEEKDAYS.indexOf(a.weekday) - WEEKDAYS.indexOf(b.weekday));
  const open = spans(usual.filter((day) => day.hours.length > 0)).map(({ name, day }) => `${name} ${sayRanges(day)}`);
  const closed = spans(usual.filter((day) => day.hours.length === 0)).map(({ name }) => name);
  const sentences = [
    ...(open.length > 0 ? [`We are open ${sayList(open)}.`] : []),
    ...(closed.length > 0 ? [`We are closed on ${sayList(closed)}.`] : []),
    ...days.filter((day) => day.note !== null).map(sayException),
  ];
  return sentences.join(' ');
}

const sayException = (day: OpeningDay): string =>
  `On ${capital(day.weekday)} ${sayDayOfMonth(day.date)} we are ${day.hours.length > 0 ? `open ${sayRanges(day)}` : 'closed'} (${day.note}).`;

type Span = { first: Weekday; last: Weekday; day: OpeningDay };

function spans(days: OpeningDay[]): Array<{ name: string; day: OpeningDay }> {
  const found: Span[] = [];
  for (const day of days) {
    const span = found.at(-1);
    const follows = span && WEEKDAYS.indexOf(day.weekday) === WEEKDAYS.indexOf(span.last) + 1;
    if (span && follows && sayRanges(span.day) === sayRanges(day)) span.last = day.weekday;
    else found.push({ first: day.weekday, last: day.weekday, day });
  }
  return found.map(({ first, last, day }) => ({ name: nameSpan(first, last), day }));
}

function nameSpan(first: Weekday, last: Weekday): string {
  if (first === last) return capital(first);
  const joint = WEEKDAYS.indexOf(last) === WEEKDAYS.indexOf(first) + 1 ? 'and' : 'to';
  return `${capital(first)} ${joint} ${capital(last)}`;
}
