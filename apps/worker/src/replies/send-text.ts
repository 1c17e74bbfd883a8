import type { CarrierOf, CarrierPort, SendOptions, SendResult } from '@parley/channels/carrier';
import type { ReplyClaim } from '@parley/core/replies/claim-replies';
import { REPLY_LIMITS } from '@parley/shared/reply-limits';

export type Sent = { result: SendResult; parts: number; durationMs: number; failure?: unknown };

const NOTHING_WRITTEN = { kind: 'refused', reason: 'retry', code: 'no_connection', afterMs: null } as const;

/** Hands one text of a reply to its carrier. Whatever goes wrong is a result: only the carrier's own "no" is certain. */
export async function sendText(carrierOf: CarrierOf, claim: ReplyClaim, options: SendOptions): Promise<Sent> {
  const began = performance.now();
  const sent = await tryToSend(carrierOf, claim, options);
  return { ...sent, durationMs: performance.now() - began };
}

async function tryToSend(
  carrierOf: CarrierOf,
  claim: ReplyClaim,
  options: SendOptions,
): Promise<Omit<Sent, 'durationMs'>> {
  let carrier: CarrierPort | null;
  try {
    carrier = await carrierOf(claim);
  } catch (failure) {
    return { result: NOTHING_WRITTEN, parts: 1, failure };
  }
  if (!carrier) return { result: NOTHING_WRITTEN, parts: 1 };
  const texts = carrier.render(claim.text);
  const text = texts[claim.part];
  if (text === undefined) {
    return { result: { kind: 'refused', reason: 'terminal', code: 'nothing_to_send', afterMs: null }, parts: 1 };
  }
  const { replyId, part, from, to } = claim;
  const message = { replyId, part, parts: texts.length, from, to, text };
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(REPLY_LIMITS.sendTimeoutMs)]);
  const sent = await carrier.send(message, { ...options, signal }).then(
    (result) => ({ result }),
    (failure: unknown) => ({ result: { kind: 'ambiguous', reason: 'the call broke' } as const, failure }),
  );
  return { ...sent, parts: texts.length };
}
