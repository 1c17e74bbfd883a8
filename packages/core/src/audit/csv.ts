/*
 * A spreadsheet runs a cell that begins like this, also behind quotes, blanks and in full width: whoever opens the file
 * would run what a stranger wrote as their name.
 */
const RUNS = /^\s*[=+\-@＝＋－＠|%]|^[\t\r\n]/;

/** A line of RFC 4180: every cell quoted, and none that a spreadsheet takes for a formula. */
export const csvLine = (values: readonly unknown[]): string => `${values.map(cellOf).join(',')}\r\n`;

function cellOf(value: unknown): string {
  const text = typeof value === 'string' ? value : value === null || value === undefined ? '' : JSON.stringify(value);
  const guarded = RUNS.test(text) ? `'${text}` : text;
  return `"${guarded.replaceAll('"', '""')}"`;
}
