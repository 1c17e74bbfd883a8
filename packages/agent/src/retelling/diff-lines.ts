import type { DiffLine } from '@parley/shared/contract/run-journal';
import { lineChanges } from '@parley/shared/line-changes';

/** So many lines that are the same are shown around those that are not. */
const AROUND = 3;

/** What has to be taken from the one text and added for the other, without long stretches that stayed. */
export function diffLines(before: string, after: string): DiffLine[] {
  const lines = lineChanges(before, after);
  const near = new Uint8Array(lines.length);
  for (const [place, { kind }] of lines.entries()) {
    if (kind !== 'same') near.fill(1, Math.max(0, place - AROUND), place + AROUND + 1);
  }
  const shown: DiffLine[] = [];
  let left = 0;
  for (const [place, line] of lines.entries()) {
    if (near[place] === 0) {
      left += 1;
      continue;
    }
    if (left > 0) shown.push(leftOut(left));
    left = 0;
    shown.push(line);
  }
  return left > 0 ? [...shown, leftOut(left)] : shown;
}

const leftOut = (count: number): DiffLine => ({
  kind: 'same',
  text: count === 1 ? '⋯ 1 line is the same' : `⋯ ${count} lines are the same`,
});
