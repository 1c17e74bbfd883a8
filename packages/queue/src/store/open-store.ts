import type { QueueBackend } from '../backend.ts';
import { openPostgresStore } from './postgres-store.ts';
import { openRedisStore } from './redis-store.ts';
import type { Store, StoreUse } from './store.ts';

export function openStore({ kind, url }: QueueBackend, use: StoreUse, onError: (error: Error) => void): Store {
  const open = kind === 'postgres' ? openPostgresStore : openRedisStore;
  return open(url, use, onError);
}
