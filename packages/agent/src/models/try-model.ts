import type { NamedPrice } from '@parley/shared/cost';
import type { Asking } from './asking.ts';
import { lineOf, mostOf, roughTokens, sizeOf, usageOfPart } from './bill.ts';
import type { Called } from './call-chat.ts';
import type { Candidate } from './candidates.ts';
import type { ModelAnswer } from './model-port.ts';
import { MustWait, type WaitReason } from './must-wait.ts';
import { ProviderError } from './provider-error.ts';
import { BudgetExhausted } from './purse.ts';
import { LONGEST_PAUSE_MS, pauseBefore, TRIES } from './retry.ts';

export type Tried =
  | { kind: 'answered'; answer: ModelAnswer; candidate: Candidate; price: NamedPrice | null }
  /** It would answer, but not now. */
  | { kind: 'busy'; reason: WaitReason; why: string; waitMs: number }
  /** `heard`: a part of an answer was let out, so that another must not begin. */
  | { kind: 'failed'; error: ProviderError | BudgetExhausted; heard?: boolean };

/** Asks one model, again after a short pause where that may help. */
export async function tryModel(asking: Asking, candidate: Candidate): Promise<Tried> {
  const { call, options, breakers, run } = asking;
  const price = await run.priceOf(candidate);
  const bytes = sizeOf(call);
  for (let failures = 1; ; failures++) {
    if (!breakers.allows(candidate.key)) return { kind: 'failed', error: leftAlone(candidate) };
    const hindrance = (await payable(asking, price, bytes)) ?? (await inQuota(asking, candidate, bytes));
    if (hindrance) return hindrance;
    let heard = false;
    const called = await callOnce(asking, candidate, (piece) => {
      heard = options.onText !== undefined;
      options.onText?.(piece);
    });
    if (called.kind === 'answered') {
      breakers.succeeded(candidate.key);
      const { inputTokens, outputTokens } = called.answer.usage;
      run.quota.correct(candidate.key, inputTokens + outputTokens - roughTokens(bytes));
      return { ...called, candidate, price };
    }
    payForPart(asking, candidate, { price, bytes, sofar: called.sofar });
    if (called.kind === 'aborted') throw options.signal.reason;
    const again = await afterFailure(asking, candidate, called.error, { failures, heard });
    if (again) return again;
  }
}

/** The model is named in the error that its breaker leaves behind; another attempt at the turn may find it well. */
const leftAlone = ({ provider, model }: Candidate) =>
  new ProviderError(provider, `${model} has failed several times in a row and is left alone for a while`, {
    status: null,
  });

async function payable({ run }: Asking, price: NamedPrice | null, bytes: number): Promise<Tried | null> {
  try {
    await run.purse.reserve(price && mostOf(price, bytes));
    return null;
  } catch (error) {
    if (error instanceof BudgetExhausted) return { kind: 'failed', error };
    if (error instanceof MustWait)
      return { kind: 'busy', reason: error.reason, why: 'others hold what is left of a budget', waitMs: error.afterMs };
    throw error;
  }
}

async function inQuota({ run }: Asking, { key, limits, label }: Candidate, bytes: number): Promise<Tried | null> {
  if (limits.requestsPerMinute === null && limits.tokensPerMinute === null) return null;
  const waitMs = await run.quota.take(key, limits, roughTokens(bytes));
  return waitMs > 0
    ? { kind: 'busy', reason: 'provider_limit', why: `${label}: the limit for a minute is reached`, waitMs }
    : null;
}

async function callOnce(asking: Asking, candidate: Candidate, onText: (piece: string) => void): Promise<Called> {
  const { call, options, timeoutMs, now } = asking;
  const [{ callChat }, chat] = await Promise.all([import('./call-chat.ts'), candidate.open()]);
  const { provider, label } = candidate;
  return callChat(chat, { provider, label, timeoutMs }, call, { signal: options.signal, onText, now });
}

type Part = { price: NamedPrice | null; bytes: number; sofar: Extract<Called, { kind: 'failed' }>['sofar'] };

/** What came of an answer before it broke off is paid for, though nobody reads it. */
function payForPart({ run, wasted }: Asking, candidate: Candidate, { price, bytes, sofar }: Part): void {
  if (!sofar) return;
  const line = lineOf(candidate, price, { purpose: 'discarded', ...usageOfPart(bytes, sofar) });
  run.purse.spend(line.micros);
  wasted.push(line);
}

type Failed = { failures: number; heard: boolean };

/** Null: try again now. */
async function afterFailure(
  asking: Asking,
  { key, label }: Candidate,
  error: ProviderError,
  { failures, heard }: Failed,
): Promise<Tried | null> {
  const { breakers, options, pause, random } = asking;
  // Our own mistake, or a key that is refused, says nothing about how the provider is.
  if (error.retryable && error.status !== 429) breakers.failed(key);
  else if (error.status !== null) breakers.succeeded(key);
  if (heard || !error.retryable) return { kind: 'failed', error, heard };
  const waitMs = pauseBefore(failures, error.retryAfterMs, random);
  if (waitMs > LONGEST_PAUSE_MS)
    return { kind: 'busy', reason: 'provider_limit', why: `${label} asks to be left alone`, waitMs };
  if (failures === TRIES) return { kind: 'failed', error };
  await pause(waitMs, options.signal);
  options.request?.();
  return null;
}
