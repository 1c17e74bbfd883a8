import type { Response } from 'express';

/** Fires when the caller has gone, or has its answer. */
export function leftSignal(res: Response): AbortSignal {
  const left = new AbortController();
  if (res.closed) left.abort();
  else res.once('close', () => left.abort());
  return left.signal;
}
