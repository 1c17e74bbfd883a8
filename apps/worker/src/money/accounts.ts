import type { ConnectedAccount } from '@parley/agent/models/candidates';
import { ProviderError } from '@parley/agent/models/provider-error';
import { createSafeFetch, type SafeFetch } from '@parley/channels/outbound/safe-fetch';
import { openConnectionSecret } from '@parley/core/connections/open-connection-secret';
import type { Ctx } from '@parley/core/ctx';
import { ParleyError } from '@parley/shared/errors';

/** A long answer of a slow model still arrives. */
const TIMEOUT_MS = 120_000;
const MAX_BYTES = 16 * 1_048_576;

/**
 * Opens accounts of an organisation at model providers, with each call: a secret that was changed or taken away is not used
 * any more. Their addresses are the organisation's, so they are called as the outbound rules allow.
 */
export function openAccounts(core: Ctx): (orgId: string, id: string) => Promise<ConnectedAccount> {
  const fetch = asFetch(createSafeFetch({ ...core.outbound, timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES }));
  return async (orgId, id) => {
    const opened = await openConnectionSecret(core, orgId, id).catch((error: unknown) => {
      throw error instanceof ParleyError ? unusable(error.message, error) : error;
    });
    if (opened.kind === 'twilio' || opened.kind === 'http')
      throw unusable('The connection leads to no model provider.');
    const { kind, baseUrl, secret, settings } = opened;
    const limits = {
      requestsPerMinute: numberOf(settings.requestsPerMinute),
      tokensPerMinute: numberOf(settings.tokensPerMinute),
    };
    return { kind, apiKey: secret.apiKey, ...(baseUrl !== null && { baseUrl }), limits, fetch };
  };
}

const numberOf = (text: string | undefined): number | null => (text === undefined ? null : Number(text));

const unusable = (message: string, cause?: unknown) =>
  new ProviderError('connection', message, { status: null, retryable: false, cause });

/** As the providers' clients call it: one address, text as body. */
const asFetch =
  (safeFetch: SafeFetch): typeof globalThis.fetch =>
  (input, init = {}) =>
    safeFetch(input instanceof Request ? input.url : String(input), {
      method: init.method ?? 'GET',
      headers: Object.fromEntries(new Headers(init.headers)),
      ...(typeof init.body === 'string' && { body: init.body }),
      ...(init.signal && { signal: init.signal }),
    });
