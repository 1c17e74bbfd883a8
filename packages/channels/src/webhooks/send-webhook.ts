import { OutboundRefused, type SafeFetch } from '../outbound/safe-fetch.ts';
import { signatureHeaders, type WebhookMessage } from './sign.ts';

export type WebhookOutcome = { at: Date; durationMs: number } & (
  | { status: number; response: string; error: null }
  /** Nothing was answered, and why, in words for whoever runs the receiver. */
  | { status: null; response: null; error: string }
);

const EXCERPT = 500;

/** Sends it once. Whatever comes of it is an answer to be kept: nothing is thrown, and no redirect is followed. */
export async function sendWebhook(
  safeFetch: SafeFetch,
  { url, ...message }: WebhookMessage & { url: string },
  signal: AbortSignal,
): Promise<WebhookOutcome> {
  const began = performance.now();
  const { at, body } = message;
  const took = () => Math.round(performance.now() - began);
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Parley-Webhooks/1',
    ...signatureHeaders(message),
  };
  try {
    const answer = await safeFetch(url, { method: 'POST', headers, body, signal });
    const response = excerptOf(await answer.text().catch(() => ''));
    return { at, durationMs: took(), status: answer.status, response, error: null };
  } catch (error) {
    return { at, durationMs: took(), status: null, response: null, error: reasonOf(error) };
  }
}

/** What can be stored and shown; a receiver that sends a secret back does not get it into the log. */
const excerptOf = (text: string): string =>
  text
    .slice(0, EXCERPT)
    .toWellFormed()
    .replace(/\p{Cc}/gu, ' ')
    .replace(/whsec_[\w+/=]*/g, 'whsec_…');

const REASONS: Record<string, string> = {
  ENOTFOUND: 'The host has no address: no name server knows it.',
  EAI_AGAIN: 'The host’s address could not be asked for: the name server did not answer.',
  ECONNREFUSED: 'Nothing listens at the address: the connection was refused.',
  ECONNRESET: 'The connection was cut before an answer came.',
  EHOSTUNREACH: 'The host could not be reached.',
  ENETUNREACH: 'The host could not be reached.',
};

/** Of errors only what we know: a library’s message may name inner addresses. */
function reasonOf(error: unknown): string {
  if (error instanceof OutboundRefused) return error.message;
  const { name, code, cause } = error as { name?: string; code?: string; cause?: { name?: string } };
  if (name === 'TimeoutError' || cause?.name === 'TimeoutError') return 'No answer came in time.';
  if (code?.startsWith('ERR_TLS') || code?.includes('CERT')) return 'The receiver’s certificate is not valid.';
  return REASONS[code ?? ''] ?? 'The connection failed.';
}
