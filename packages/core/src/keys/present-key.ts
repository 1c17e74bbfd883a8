import type { apiKeySchema } from '@parley/shared/contract/keys';
import type { Scope } from '@parley/shared/roles';
import type { z } from 'zod';
import type { KeyEnvironment } from './key-secret.ts';

export type ApiKey = z.infer<typeof apiKeySchema>;

export type StoredKey = {
  id: string;
  name: string;
  hint: string;
  scopes: string[];
  environment: string;
  createdBy: string;
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
};

/** What may be read of a key. The hash of its secret is not read at all. */
export const KEY_COLUMNS = {
  id: true,
  name: true,
  hint: true,
  scopes: true,
  environment: true,
  createdBy: true,
  createdAt: true,
  expiresAt: true,
  lastUsedAt: true,
  revokedAt: true,
} as const;

const text = (at: Date | null): string | null => at?.toISOString() ?? null;

/** A stored key in the words of the API. */
export const presentKey = (key: StoredKey): ApiKey => ({
  id: key.id,
  name: key.name,
  hint: key.hint,
  scopes: key.scopes as Scope[],
  environment: key.environment as KeyEnvironment,
  created_by: key.createdBy,
  created_at: key.createdAt.toISOString(),
  expires_at: text(key.expiresAt),
  last_used_at: text(key.lastUsedAt),
  revoked_at: text(key.revokedAt),
});
