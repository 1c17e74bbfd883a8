import { CONNECTIONS, type ConnectionKind } from '@parley/shared/connections';
import { ParleyError } from '@parley/shared/errors';
import type { z } from 'zod';

/** The settings that a connection of this kind has, or a refusal that names the wrong one. */
export const settingsOf = (kind: ConnectionKind, given: unknown): Record<string, string> =>
  parsed(CONNECTIONS[kind].settings, given, 'settings');

export const secretOf = (kind: ConnectionKind, given: unknown): Record<string, string> =>
  parsed(CONNECTIONS[kind].secret, given, 'secret');

function parsed(schema: z.ZodObject, given: unknown, param: 'settings' | 'secret'): Record<string, string> {
  const { success, data, error } = schema.safeParse(given);
  if (success) return data as Record<string, string>;
  const [issue] = error.issues;
  const path = [param, ...(issue?.path ?? [])].join('.');
  // The words of the schema, never what was given: that may be a secret.
  throw new ParleyError('invalid_request', `invalid_${param}`, `\`${path}\`: ${issue?.message ?? 'is not right'}.`, {
    param: path,
  });
}

const HINT_CHARS = 4;
const SPARES_A_HINT = 20;

/** The last characters of what authenticates; a short secret shows nothing of itself. */
export function hintOf(secret: Readonly<Record<string, string>>): string | null {
  const main = secret.auth_token ?? secret.api_key ?? secret.token ?? '';
  return main.length >= SPARES_A_HINT ? main.slice(-HINT_CHARS) : null;
}

/** Where a secret would be sent: null is the provider's own host. A path may change, the host must not. */
export const hostOf = (baseUrl: string | null): string | null => baseUrl && new URL(baseUrl).origin;
