import type { Environment } from '../environment/environment.ts';
import type { ChildName } from '../environment/ports.ts';
import type { Paths } from '../installation/paths.ts';
import type { Terminal } from '../terminal/terminal.ts';

export type RunOptions = {
  paths: Paths;
  environment: Environment;
  terminal: Terminal;
  /** Sources are watched, and what they touch is started anew. */
  watch: boolean;
  /** Who is started, of those that the mode asks for. */
  children: readonly ChildName[];
};
