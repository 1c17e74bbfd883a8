import { allVariables } from '../configuration/all-variables.ts';
import { examine } from '../doctor/examine.ts';
import { renderReport } from '../doctor/render.ts';
import { resolveConfiguration } from '../doctor/resolved-configuration.ts';
import { readEnvironment } from '../environment/environment.ts';
import { pathsOf, repoRoot } from '../installation/paths.ts';
import { openTerminal } from '../terminal/terminal.ts';

/** `pnpm run doctor` (pnpm has a `doctor` of its own): looks at everything and changes nothing. */
export async function main(args: string[]): Promise<number> {
  const paths = pathsOf(repoRoot);
  const environment = readEnvironment(repoRoot);
  const terminal = openTerminal(process.stdout, environment.all);
  const variables = allVariables();
  const resolved = resolveConfiguration(variables, environment);
  const sections = await examine({ paths, environment, variables, resolved });
  const broken = sections.some(({ findings }) => findings.some(({ state }) => state === 'fail'));
  const report = args.includes('--json')
    ? JSON.stringify({ ok: !broken, sections, configuration: resolved }, null, 2)
    : `\n${renderReport(terminal, sections, resolved)}\n`;
  terminal.write(`${report}\n`);
  return broken ? 1 : 0;
}
