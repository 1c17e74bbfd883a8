import type { VariableEntry } from './all-variables.ts';

export const BEGIN = '<!-- configuration: made by `node packages/launcher/src/config-table.ts --write` -->';
export const END = '<!-- /configuration -->';

const cell = (text: string): string => text.replaceAll('|', '\\|').replace(/\s+/g, ' ').trim();

const code = (text: string): string => `\`${cell(text)}\``;

/** The variables as a table for the README. */
export function markdownTable(entries: readonly VariableEntry[]): string {
  const rows = entries.map(({ name, usedBy, required, fallback, doc, example }) => {
    const unset = required ? 'required; `pnpm start` makes it' : fallback === null ? '–' : code(fallback);
    return `| ${code(name)} | ${cell(doc)} | ${unset} | ${code(example)} | ${usedBy.join(', ')} |`;
  });
  return ['| variable | what it is for | when not set | example | read by |', '|---|---|---|---|---|', ...rows].join(
    '\n',
  );
}

/** The page with the table between its marks made anew. */
export function withTable(page: string, table: string): string {
  const [before, rest] = split(page, BEGIN);
  const [, after] = split(rest, END);
  return `${before}${BEGIN}\n${table}\n${END}${after}`;
}

function split(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  if (at < 0) throw new Error(`The README has no line ${mark}`);
  return [text.slice(0, at), text.slice(at + mark.length)];
}
