/** A model's provider did not answer as asked; knows whether another try may help, and when. */
export class ProviderError extends Error {
  override name = 'ProviderError';
  readonly provider: string;
  /** `null`: no HTTP answer (time-out, network, a broken stream). */
  readonly status: number | null;
  readonly retryable: boolean;
  /** How long the provider asks to be left alone; `null`: it did not say. */
  readonly retryAfterMs: number | null;

  constructor(
    provider: string,
    message: string,
    details: { status: number | null; retryAfterMs?: number | null; retryable?: boolean; cause?: unknown },
  ) {
    super(`${provider}: ${message}`, { cause: details.cause });
    this.provider = provider;
    this.status = details.status;
    this.retryable = details.retryable ?? isRetryable(details.status);
    this.retryAfterMs = details.retryAfterMs ?? null;
  }
}

function isRetryable(status: number | null): boolean {
  if (status === null) return true;
  return status === 408 || status === 429 || status >= 500;
}
