/** Errors that say what happened and what to do. Any other is a surprise, and its stack helps who looks into it. */
const SAY_IT_WELL = new Set(['Refusal', 'PostgresUnavailable', 'MigrationError', 'InvalidEnv', 'ParleyError']);

export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return SAY_IT_WELL.has(error.name) ? error.message : (error.stack ?? error.message);
}
