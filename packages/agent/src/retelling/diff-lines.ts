import type { DiffLine } from '@parley/shared/contract/run-journal';

/** Beyond so many comparisons the middle is shown as replaced: nobody reads such a difference line by line. */
const MOST_CELLS = 4_000_000;
/** So many lines that are the same are shown around those that are not. */
const AROUND = 3;

/** What has to be taken from the one text and added for the other, line by line. */
export function diffLines(before: readonly string[], after: readonly string[]): DiffLine[] {
  const head = commonStart(before, after);
  const tail = commonStart(before.slice(head).toReversed(), after.slice(head).toReversed());
  const middle = diffMiddle(before.slice(head, before.length - tail), after.slice(head, after.length - tail));
  return leaveOutSame([
    ...before.slice(0, head).map(line('same')),
    ...middle,
    ...before.slice(before.length - tail).map(line('same')),
  ]);
}

const line =
  (kind: DiffLine['kind']) =>
  (text: string): DiffLine => ({ kind, text });

function commonStart(a: readonly string[], b: readonly string[]): number {
  const most = Math.min(a.length, b.length);
  let count = 0;
  while (count < most && a[count] === b[count]) count += 1;
  return count;
}

function diffMiddle(a: readonly string[], b: readonly string[]): DiffLine[] {
  if (a.length * b.length > MOST_CELLS) return [...a.map(line('removed')), ...b.map(line('added'))];
  const lengths = commonLengths(a, b);
  const at = (i: number, j: number): number => lengths[i]?.[j] ?? 0;
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [left, right] = [a[i], b[j]];
    if (left !== undefined && left === right) {
      lines.push({ kind: 'same', text: left });
      i += 1;
      j += 1;
    } else if (right === undefined || (left !== undefined && at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ kind: 'removed', text: left ?? '' });
      i += 1;
    } else {
      lines.push({ kind: 'added', text: right });
      j += 1;
    }
  }
  return lines;
}

/** The length of the longest common run of lines from each pair of places on. */
function commonLengths(a: readonly string[], b: readonly string[]): Uint32Array[] {
  const rows = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    const [row, below] = [rows[i], rows[i + 1]];
    if (!row || !below) continue;
    for (let j = b.length - 1; j >= 0; j--) {
      row[j] = a[i] === b[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return rows;
}

function leaveOutSame(lines: readonly DiffLine[]): DiffLine[] {
  const near = new Uint8Array(lines.length);
  for (const [place, { kind }] of lines.entries()) {
    if (kind !== 'same') near.fill(1, Math.max(0, place - AROUND), place + AROUND + 1);
  }
  const shown: DiffLine[] = [];
  let left = 0;
  for (const [place, one] of lines.entries()) {
    if (near[place] === 1) {
      if (left > 0) shown.push(leftOut(left));
      left = 0;
      shown.push(one);
    } else left += 1;
  }
  if (left > 0) shown.push(leftOut(left));
  return shown;
}

const leftOut = (count: number): DiffLine => ({
  kind: 'same',
  text: count === 1 ? '⋯ 1 line is the same' : `⋯ ${count} lines are the same`,
});
