import { AsyncLocalStorage } from 'node:async_hooks';

/** What every log line written inside belongs to. */
export type LogScope = { orgId?: string; requestId?: string; turnId?: string };

const LOG_NAMES = { orgId: 'org_id', requestId: 'request_id', turnId: 'turn_id' } as const;

type ScopeFields = { [name in (typeof LOG_NAMES)[keyof LogScope]]?: string };

const current = new AsyncLocalStorage<ScopeFields>();

/** Inner scopes add to outer ones. */
export function withLogScope<T>(scope: LogScope, run: () => T): T {
  const fields: ScopeFields = { ...current.getStore() };
  for (const [key, name] of Object.entries(LOG_NAMES)) {
    const value = scope[key as keyof LogScope];
    if (value !== undefined) fields[name] = value;
  }
  return current.run(fields, run);
}

export const logScopeFields = (): ScopeFields | undefined => current.getStore();
