import { SCOPES, type Scope, scopesMay } from '@parley/shared/roles';
import type { ApiKey } from '../api/client.ts';
import type { Tone } from '../components/tone.ts';

export const SCOPE_WORDS: Record<Scope, { name: string; opens: string }> = {
  read: { name: 'Read', opens: 'The organisation, its members and its teams; changes nothing.' },
  'ingest:write': { name: 'Send in', opens: 'Sends in what customers say in your own systems, and reads the answers.' },
  'approvals:decide': { name: 'Decide', opens: 'What waits for approval. No call of the API asks for it yet.' },
  admin: { name: 'Admin', opens: 'All that Read opens; changes the settings and teams, and reads the record.' },
};

export const isScope = (given: string): given is Scope => SCOPES.some((scope) => scope === given);

export const LIFETIMES = [
  { days: 30, name: '30 days' },
  { days: 90, name: '90 days' },
  { days: 365, name: 'A year' },
  { days: null, name: 'Until it is revoked' },
] as const;

const DAY_MS = 86_400_000;

/** Undefined where it shall not expire: the API takes no null. */
export const expiryOf = (days: number | null, now: number): string | undefined =>
  days === null ? undefined : new Date(now + days * DAY_MS).toISOString();

type State = { tone: Tone; word: string };

export function keyState(key: Pick<ApiKey, 'revoked_at' | 'expires_at'>, now: number): State {
  if (key.revoked_at !== null) return { tone: 'muted', word: 'Revoked' };
  if (key.expires_at !== null && Date.parse(key.expires_at) <= now) return { tone: 'warn', word: 'Expired' };
  return { tone: 'good', word: 'Works' };
}

/** A first call with a new key; null when its scopes open nothing that could be tried. */
export const tryIt = (origin: string, secret: string, scopes: readonly Scope[]): string | null =>
  scopesMay(scopes, 'organisation.read') ? `curl -H "Authorization: Bearer ${secret}" ${origin}/v1/organisation` : null;
