import { COUNT, countIn } from './numbers.ts';
import { type Scan, take } from './scan.ts';

/** "Back a week", "an hour earlier": from where it stands. */
export type Shift = { days: number; minutes: number };

const UNIT = '(minutes?|mins?|hours?|hrs?|days?|weeks?)';
const LATER = new RegExp(
  `\\b(?:back|forward|out|by)(?: by)? ${COUNT} ${UNIT}\\b|\\b${COUNT} ${UNIT} (later|back|earlier|sooner|forward)\\b`,
);

export function takeShift(from: Scan): Shift | null {
  return (
    take(from, LATER, ([, count, unit, countToo, unitToo, side]) => {
      const size = countIn(count ?? countToo) * (/earlier|sooner/.test(side ?? '') ? -1 : 1);
      return shiftBy(size, unit ?? unitToo ?? '');
    })[0] ?? null
  );
}

function shiftBy(size: number, unit: string): Shift | null {
  if (Number.isNaN(size)) return null;
  if (unit.startsWith('w')) return { days: 7 * size, minutes: 0 };
  if (unit.startsWith('d')) return { days: size, minutes: 0 };
  return { days: 0, minutes: unit.startsWith('h') ? 60 * size : size };
}
