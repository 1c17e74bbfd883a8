import { countIn, HOUR } from './numbers.ts';
import { type Scan, take } from './scan.ts';

export type TimeMention = { time: string; at: number; before: string };

/** A part of the day that suits: from `from`, and before `until`. */
export type Window = { from?: string; until?: string };

const MINUTES: Readonly<Record<string, number>> = { fifteen: 15, thirty: 30, 'forty-five': 45, 'forty five': 45 };
const MINUTE_WORD = '(fifteen|thirty|forty[- ]five|15|30|45|00)';

type Read = (match: RegExpExecArray, late: boolean) => string | null;

const RULES: ReadonlyArray<readonly [RegExp, Read]> = [
  [
    /\b(\d{1,2})[:.h](\d{2})(?: ?(am|pm))?\b/,
    ([, h = '', m, half], late) => clock(Number(h), Number(m), half ?? asWritten(h), late),
  ],
  [
    /\b(\d{1,2})(?:[:.]?(\d{2}))? ?ish\b/,
    ([, h = '', m], late) => clock(Number(h), Number(m ?? 0), asWritten(h), late),
  ],
  [/\b(\d{1,2}) ?(am|pm)\b/, ([, h, half], late) => clock(Number(h), 0, half, late)],
  [new RegExp(`\\bhalf (?:past )?${HOUR}\\b(?: ?(am|pm))?`), ([, h, half], late) => clock(countIn(h), 30, half, late)],
  [
    new RegExp(`\\b(?:a )?quarter (past|to) ${HOUR}\\b(?: ?(am|pm))?`),
    ([, side, h, half], late) => {
      const whole = clock(countIn(h), 0, half, late);
      return whole && addMinutes(whole, side === 'to' ? -15 : 15);
    },
  ],
  [
    new RegExp(`\\b${HOUR} (?:oclock|o clock)\\b(?: ?(am|pm))?`),
    ([, h, half], late) => clock(countIn(h), 0, half, late),
  ],
  [/\b(noon|midday|lunch ?time)\b/, () => '12:00'],
  [
    new RegExp(`\\b${HOUR} ${MINUTE_WORD}\\b(?: ?(am|pm))?`),
    ([, h, m = '', half], late) =>
      clock(countIn(h), MINUTES[m.replace('-', ' ')] ?? MINUTES[m] ?? Number(m), half, late),
  ],
  [
    new RegExp(
      `\\b(?:at|around|about|by|say|maybe|make it|how about|what about|to|for|is|prefer)(?: the)? ${HOUR}(?: in the (?:morning|afternoon|evening))?(?= (?:then|instead|please|today|tomorrow|on|works|would|is|if|would|suits|for|in|ok|or|and|ish|sharp|with|a)\\b| ~|$)(?! (?:people|of us))`,
    ),
    ([, h], late) => clock(countIn(h), 0, undefined, late),
  ],
];

/** The times of day that a text names. Without `am` or `pm`, one to seven is in the afternoon: nobody is open at night. */
export function takeTimes(from: Scan, plain: string): TimeMention[] {
  const late = /\b(afternoon|evening|tonight)\b/.test(plain);
  return RULES.flatMap(([pattern, read]) =>
    take(from, pattern, (match): TimeMention | null => {
      const time = read(match, late);
      if (!time) return null;
      return { time, at: match.index, before: match.input.slice(0, match.index).trimEnd() };
    }),
  ).sort((a, b) => a.at - b.at);
}

const EDGE = `${HOUR}(?:[:.](\\d{2}))?(?: ?(am|pm|oclock))?`;
const BETWEEN = new RegExp(`\\bbetween ${EDGE} (?:and|to) ${EDGE}\\b`);
const AFTER = new RegExp(
  `\\b(?:after|later than|not before|from(?= [^~]*\\bon(?:wards)?\\b)) ${EDGE}\\b(?: on(?:wards)?)?`,
);
const BEFORE = new RegExp(`\\b(?:before|until|till|no later than|earlier than) ${EDGE}\\b`);

/** "After 3", "before noon", "between 2 and 4", "in the morning". */
export function takeWindow(from: Scan, plain: string): Window | null {
  const noon = from.rest.replace(/\b(noon|midday|lunch ?time|lunch)\b/g, '12:00');
  const between = BETWEEN.exec(noon);
  if (between) {
    const [whole, h = '', m, half, toH = '', toM, toHalf] = between;
    from.rest = noon.replace(whole, '~');
    return windowOf({ from: edge(h, m, half ?? toHalf), until: edge(toH, toM, toHalf) });
  }
  const [after, before] = [AFTER.exec(noon), BEFORE.exec(noon)];
  if (!after && !before) return partOfDay(plain);
  for (const match of [after, before]) if (match) from.rest = from.rest.replace(match[0], '~');
  return windowOf({
    ...(after ? { from: edge(after[1] ?? '', after[2], after[3]) } : {}),
    ...(before ? { until: edge(before[1] ?? '', before[2], before[3]) } : {}),
  });
}

function partOfDay(text: string): Window | null {
  if (/\bafter (work|school)\b|\b(evening|tonight)\b/.test(text)) return { from: '17:00' };
  if (/\bafternoons?\b|\bafter lunch\b/.test(text)) return { from: '12:00' };
  if (/\b(?<!good )mornings?\b|\bfirst thing\b|\bbefore lunch\b/.test(text)) return { until: '12:00' };
  return null;
}

const edge = (h: string, m: string | undefined, half: string | undefined): string | null =>
  clock(countIn(h), Number(m ?? 0), half === 'oclock' ? undefined : half, false);

function windowOf({ from, until }: { from?: string | null; until?: string | null }): Window | null {
  if (from === null || until === null) return null;
  return { ...(from ? { from } : {}), ...(until ? { until } : {}) };
}

function clock(hour: number, minute: number, half: string | undefined, late: boolean): string | null {
  if (!(hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59)) return null;
  if (half && (hour < 1 || hour > 12)) return null;
  const afternoon = half ? half === 'pm' : (hour >= 1 && hour <= 7) || (late && hour < 12 && hour > 0);
  const hours = half === 'am' && hour === 12 ? 0 : afternoon && hour < 12 ? hour + 12 : hour;
  return `${String(hours).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** "07:30" leaves no doubt. */
const asWritten = (hour: string): string | undefined => (hour.startsWith('0') ? 'am' : undefined);

/** A lone number that answers "what time?". */
export const hourOf = (number: number): string | null => clock(number, 0, undefined, false);

export function addMinutes(time: string, minutes: number): string {
  const [h = 0, m = 0] = time.split(':').map(Number);
  const total = (h * 60 + m + minutes + 1440) % 1440;
  return `${String(Math.floor(total / 60)).padStart(2, '0')}:${String(total % 60).padStart(2, '0')}`;
}

export const fits = (time: string, window: Window | undefined): boolean =>
  !window || ((!window.from || time >= window.from) && (!window.until || time < window.until));
