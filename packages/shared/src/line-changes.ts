export type Line = { kind: 'same' | 'removed' | 'added'; text: string };

/** Beyond so many comparisons the texts are shown one after the other: a page must not stand still over them. */
const MOST_COMPARISONS = 4_000_000;

/** The lines of two texts as one list: what went, what came, and what stayed, by a longest common subsequence. */
export function lineChanges(before: string, after: string): Line[] {
  const [from, to] = [before.split('\n'), after.split('\n')];
  const start = commonStart(from, to);
  const end = commonEnd(from.slice(start), to.slice(start));
  const kept = (lines: string[]) => lines.map((text) => ({ kind: 'same', text }) as const);
  return [
    ...kept(from.slice(0, start)),
    ...betweenOf(from.slice(start, from.length - end), to.slice(start, to.length - end)),
    ...kept(from.slice(from.length - end)),
  ];
}

function commonStart(a: string[], b: string[]): number {
  let i = 0;
  while (i < a.length && i < b.length && a[i] === b[i]) i++;
  return i;
}

const commonEnd = (a: string[], b: string[]): number => commonStart(a.toReversed(), b.toReversed());

function betweenOf(from: string[], to: string[]): Line[] {
  const removed = (text: string): Line => ({ kind: 'removed', text });
  const added = (text: string): Line => ({ kind: 'added', text });
  if (from.length * to.length > MOST_COMPARISONS) return [...from.map(removed), ...to.map(added)];
  const longest = commonLengths(from, to);
  const lines: Line[] = [];
  let [i, j] = [0, 0];
  while (i < from.length || j < to.length) {
    const [left, right] = [from[i], to[j]];
    if (left !== undefined && left === right) {
      lines.push({ kind: 'same', text: left });
      i++;
      j++;
    } else if (right === undefined || (left !== undefined && at(longest, i + 1, j) >= at(longest, i, j + 1))) {
      lines.push(removed(left ?? ''));
      i++;
    } else {
      lines.push(added(right));
      j++;
    }
  }
  return lines;
}

/** How many lines the rests from (i, j) on have in common. */
function commonLengths(from: string[], to: string[]): Uint16Array[] {
  const lengths = Array.from({ length: from.length + 1 }, () => new Uint16Array(to.length + 1));
  for (let i = from.length - 1; i >= 0; i--) {
    const row = lengths[i] as Uint16Array;
    for (let j = to.length - 1; j >= 0; j--) {
      row[j] = from[i] === to[j] ? at(lengths, i + 1, j + 1) + 1 : Math.max(at(lengths, i + 1, j), row[j + 1] ?? 0);
    }
  }
  return lengths;
}

const at = (lengths: Uint16Array[], i: number, j: number): number => lengths[i]?.[j] ?? 0;
