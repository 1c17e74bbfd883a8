import { inspect } from 'node:util';

type Falsy = null | undefined | false | 0 | '';
type UntilOptions = { timeoutMs?: number; everyMs?: number; what?: string };

/**
 * Polls until the condition holds and gives back what it answered. The only way tests wait.
 * Gives up well before the test itself would, so that its message is the one shown.
 * A condition that throws does not hold yet: its last error is part of the message when time runs out.
 */
export async function until<T>(
  condition: () => T | Promise<T>,
  { timeoutMs = 10_000, everyMs = 10, what }: UntilOptions = {},
): Promise<Exclude<T, Falsy>> {
  const deadline = performance.now() + timeoutMs;
  let last = await attempt(condition);
  while (!last.holds) {
    if (performance.now() >= deadline) throw timedOut(timeoutMs, what ?? sourceOf(condition), last);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
    last = await attempt(condition);
  }
  return last.value as Exclude<T, Falsy>;
}

type Attempt = { holds: boolean; value?: unknown; error?: unknown };

async function attempt(condition: () => unknown): Promise<Attempt> {
  try {
    const value = await condition();
    return { holds: Boolean(value), value };
  } catch (error) {
    return { holds: false, error };
  }
}

const sourceOf = (condition: () => unknown): string => condition.toString().replace(/\s+/g, ' ').slice(0, 200);

function timedOut(timeoutMs: number, what: string, last: Attempt): Error {
  const ending = 'error' in last ? `it threw ${inspect(last.error, { depth: 1 })}` : `it was ${inspect(last.value)}`;
  return new Error(`waited ${timeoutMs} ms in vain until ${what}; at last ${ending}`, { cause: last.error });
}
