import type { Terminal } from '../terminal/terminal.ts';
import { padTo, widthOf } from '../terminal/width.ts';
import type { Finding, FindingState, Section } from './finding.ts';
import type { ResolvedVariable } from './resolved-configuration.ts';

const MARKS: Record<FindingState, string> = { ok: '✓', note: '·', warn: '!', fail: '✗' };
const COLOURS = { ok: 'green', note: 'dim', warn: 'yellow', fail: 'red' } as const;

export function renderReport(terminal: Terminal, sections: Section[], variables: ResolvedVariable[]): string {
  const columns = Math.max(...sections.flatMap(({ findings }) => findings.map(({ what }) => widthOf(what))));
  const parts = sections.map(({ title, findings }) =>
    [terminal.paint('bold', title), ...findings.map((finding) => renderFinding(terminal, finding, columns))].join('\n'),
  );
  return [...parts, renderVariables(terminal, variables), verdict(sections)].join('\n\n');
}

function renderFinding(terminal: Terminal, { state, what, detail, advice }: Finding, columns: number): string {
  const line = ` ${terminal.paint(COLOURS[state], MARKS[state])} ${padTo(what, columns)}  ${detail}`;
  return advice ? `${line}\n   ${padTo('', columns)}  ${terminal.paint('dim', advice)}` : line;
}

function renderVariables(terminal: Terminal, variables: ResolvedVariable[]): string {
  const nameColumns = Math.max(...variables.map(({ name }) => widthOf(name)));
  const fromColumns = Math.max(...variables.map(({ from }) => widthOf(from)));
  const rows = variables.map(({ name, shown, from }) => {
    const line = `   ${padTo(name, nameColumns)}  ${padTo(from, fromColumns)}  ${shown}`;
    return from === 'environment' || from === '.env' ? line : terminal.paint('dim', line);
  });
  return [terminal.paint('bold', 'Configuration, and where it comes from'), ...rows].join('\n');
}

function verdict(sections: Section[]): string {
  const count = (state: FindingState) =>
    sections.flatMap(({ findings }) => findings).filter((one) => one.state === state).length;
  const [broken, doubtful] = [count('fail'), count('warn')];
  if (broken > 0) return `${broken} thing${broken === 1 ? ' is' : 's are'} broken: see ✗ above.`;
  return doubtful > 0
    ? `It works; ${doubtful} thing${doubtful === 1 ? '' : 's'} to look at: see ! above.`
    : 'All is well.';
}
