import type { Terminal } from '../terminal/terminal.ts';

/** Errors that say what happened and what to do; any other is a surprise, and its stack helps who looks into it. */
const SAID_WELL = new Set(['Refusal', 'PostgresUnavailable', 'MigrationError', 'InvalidEnv']);

export function tellError(terminal: Terminal, error: unknown): void {
  const known = error instanceof Error && SAID_WELL.has(error.name);
  const text = error instanceof Error ? (known ? error.message : (error.stack ?? error.message)) : String(error);
  terminal.write(`\n${terminal.paint('red', 'Parley cannot start.')}\n${text}\n\n`);
}
