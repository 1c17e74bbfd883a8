import type { Terminal } from './terminal.ts';
import { padTo, widthOf } from './width.ts';

/** A row is a label with its value, or an empty line. */
export type BoxRow = { label: string; value: string } | null;

const WIDEST = 100;

/** A frame around labelled values. Where it does not fit, the same lines without a frame: an address is never cut. */
export function renderBox(terminal: Terminal, title: string, rows: BoxRow[]): string {
  const labelColumns = Math.max(...rows.map((row) => widthOf(row?.label ?? '')));
  const lines = rows.map((row) =>
    row ? `${terminal.paint('dim', padTo(row.label, labelColumns))}  ${row.value}` : '',
  );
  const inner = Math.max(widthOf(title) + 4, ...lines.map((line) => widthOf(line) + 4));
  const outer = inner + 2;
  if (outer > Math.min(terminal.columns(), WIDEST)) return unframed(terminal, title, lines);
  return framed(terminal, title, lines, inner);
}

function framed(terminal: Terminal, title: string, lines: string[], inner: number): string {
  const edge = (text: string) => terminal.paint('green', text);
  const top = `${edge('╭─')} ${terminal.paint('bold', title)} ${edge(`${'─'.repeat(inner - widthOf(title) - 3)}╮`)}`;
  const body = ['', ...lines, ''].map((line) => `${edge('│')}  ${padTo(line, inner - 4)}  ${edge('│')}`);
  return [top, ...body, edge(`╰${'─'.repeat(inner)}╯`)].join('\n');
}

const unframed = (terminal: Terminal, title: string, lines: string[]): string =>
  [terminal.paint('bold', title), '', ...lines].join('\n');
