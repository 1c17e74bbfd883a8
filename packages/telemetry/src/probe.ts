import type { Check } from './health.ts';
import { plainError } from './redact.ts';

const LIMIT_MS = 2_000;

export type Probe = {
  name: string;
  /** Says how it is; throws when it is not well. */
  look: () => Promise<string>;
  /** What a person should do about it. */
  remedy: string;
  limitMs?: number;
};

/** A check that always answers: something that hangs is not well either. */
export async function probe({ name, look, remedy, limitMs = LIMIT_MS }: Probe): Promise<Check> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`no answer within ${limitMs} ms`)), limitMs);
  try {
    return { name, ok: true, detail: await Promise.race([look(), late]) };
  } catch (error) {
    return { name, ok: false, detail: `${reasonOf(error)}. ${remedy}` };
  } finally {
    clearTimeout(timer);
  }
}

/** A refused connection has an empty message: its reasons are inside, one per address tried. */
function reasonOf(error: unknown): string {
  const { message, errors, code, name } = plainError(error);
  return message || errors?.[0]?.message || String(code ?? name);
}
