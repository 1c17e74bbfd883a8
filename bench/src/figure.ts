/** One measured figure: with the baseline of the same run beside it, because the machine is never the same twice. */
export type Figure = {
  metric: string;
  value: number;
  unit: string;
  baseline: number | null;
  /** value / baseline. */
  ratio: number | null;
  goal: string | null;
  met: boolean | null;
};

type Goal = { goal: string; met: (value: number, ratio: number | null) => boolean };

export function figure(
  metric: string,
  value: number,
  unit: string,
  baseline: number | null | undefined = null,
  goal?: Goal,
): Figure {
  const ratio = baseline == null || baseline === 0 ? null : round(value / baseline);
  return {
    metric,
    value: round(value),
    unit,
    baseline: baseline == null ? null : round(baseline),
    ratio,
    goal: goal?.goal ?? null,
    met: goal ? goal.met(value, ratio) : null,
  };
}

export const atMost = (limit: number, unit: string): Goal => ({
  goal: `≤ ${limit} ${unit}`,
  met: (value) => value <= limit,
});
export const atLeast = (limit: number, unit: string): Goal => ({
  goal: `≥ ${limit} ${unit}`,
  met: (value) => value >= limit,
});

/** So many times the baseline of the same run. */
export const timesAtLeast = (times: number): Goal => ({
  goal: `≥ ${times} × baseline`,
  met: (_, ratio) => ratio !== null && ratio >= times,
});
export const timesAtMost = (times: number): Goal => ({
  goal: `≤ ${times} × baseline`,
  met: (_, ratio) => ratio !== null && ratio <= times,
});

const round = (value: number): number => Number(value.toPrecision(4));

export const jsonLine = (one: Figure): string => JSON.stringify(one);

const COLUMNS = ['metric', 'value', 'unit', 'baseline', 'ratio', 'goal', 'met'] as const;

/** The figures as a table for people, numbers to the right. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map((one) => COLUMNS.map((column) => cell(one[column])));
  const all = [[...COLUMNS], ...rows];
  const widths = COLUMNS.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all
    .map((row) =>
      row
        .map((text, column) =>
          isNumeric(column) ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const isNumeric = (column: number): boolean => ['value', 'baseline', 'ratio'].includes(COLUMNS[column] ?? '');

function cell(value: string | number | boolean | null): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return String(value);
}

export function percentileOf(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
