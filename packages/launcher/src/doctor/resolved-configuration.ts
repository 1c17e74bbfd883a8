import type { VariableEntry } from '../configuration/all-variables.ts';
import type { Environment } from '../environment/environment.ts';
import { type Finding, fail, ok } from './finding.ts';

export type ResolvedVariable = {
  name: string;
  /** Never a secret: those are masked. */
  shown: string;
  from: 'environment' | '.env' | 'launcher' | 'default' | 'not set';
  problem: string | null;
};

/** What the launcher sets for its children when nobody else does, beside all that they require. */
const SET_BY_LAUNCHER = new Set([
  'PARLEY_MODE',
  'PARLEY_PUBLIC_URL',
  'PARLEY_CHAT_PAGE_URL',
  'PARLEY_WEB_TOKEN',
  'PARLEY_COMMIT',
  'NODE_ENV',
]);

export const resolveConfiguration = (
  variables: readonly VariableEntry[],
  environment: Environment,
): ResolvedVariable[] => variables.map((variable) => resolve(variable, environment));

function resolve(variable: VariableEntry, environment: Environment): ResolvedVariable {
  const { name, secret, fallback, required } = variable;
  const value = environment.read(name);
  const source = environment.sourceOf(name);
  if (value !== undefined && source) {
    return { name, shown: secret ? mask(value) : value, from: source, problem: variable.problemWith(value) };
  }
  if (required || SET_BY_LAUNCHER.has(name)) return { name, shown: 'made at start', from: 'launcher', problem: null };
  if (fallback !== null) return { name, shown: fallback, from: 'default', problem: null };
  return { name, shown: '–', from: 'not set', problem: null };
}

/** Enough to see which one it is, never enough to use it. */
export function mask(secret: string): string {
  const url = URL.parse(secret);
  if (!url?.host) return `•••• (${secret.length} characters)`;
  // A name without a password may itself be the secret.
  const credentials = url.password ? `${url.username}:••••@` : url.username ? '••••@' : '';
  return `${url.protocol}//${credentials}${url.host}${url.pathname}`;
}

export function checkConfiguration(resolved: readonly ResolvedVariable[]): Finding[] {
  const wrong = resolved.filter(({ problem }) => problem !== null);
  if (wrong.length === 0) {
    const own = resolved.filter(({ from }) => from === 'environment' || from === '.env').length;
    return [ok('Configuration', `${own} of ${resolved.length} variables set by you`)];
  }
  return wrong.map(({ name, problem, from }) =>
    fail(name, `${problem}`, `Correct it in ${from === '.env' ? '.env' : 'the environment'}.`),
  );
}
