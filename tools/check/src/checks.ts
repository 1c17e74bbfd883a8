import type { Command } from './run-command.ts';

export type Check = Command & { name: string };

const bin = (program: string, ...args: string[]): Pick<Command, 'command' | 'args'> => ({
  command: `node_modules/.bin/${program}`,
  args,
});
const node = (file: string, ...args: string[]) => bin('node', file, ...args);

/** What needs no server: each is one line of the report. */
export const STATIC_CHECKS: readonly Check[] = [
  { name: 'format and lint', ...bin('biome', 'ci', '--colors=off', '.') },
  { name: 'types', ...bin('tsc', '-p', 'tsconfig.json') },
  { name: 'types of the widget', ...bin('tsc', '-p', 'packages/widget') },
  { name: 'types of its tests', ...bin('tsc', '-p', 'packages/widget/tsconfig.node.json') },
  { name: 'types of the dashboard', ...bin('tsc', '-p', 'apps/web') },
  { name: 'layers and cycles', ...node('tools/layers/src/main.mjs') },
  { name: 'dead code', ...bin('knip', '--no-progress') },
  { name: 'configuration table', ...node('packages/launcher/src/config-table.ts', '--check') },
];
