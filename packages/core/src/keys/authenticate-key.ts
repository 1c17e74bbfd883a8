import { findApiKey } from '@parley/db/lookup/find-api-key';
import type { Queryable } from '@parley/db/pools';
import { type Scope, scopeSchema } from '@parley/shared/roles';
import { hashOfSecret, isKeySecret, type KeyEnvironment } from './key-secret.ts';

export type AuthenticatedKey = { id: string; orgId: string; scopes: Scope[]; environment: KeyEnvironment };

/**
 * Whose key this is. Unknown, expired and revoked ones are the same null, after the same work; what is no key at all is
 * told by its checksum. Read as the look-up role, because the organisation is not known before.
 */
export async function authenticateKey(lookup: Queryable, secret: string): Promise<AuthenticatedKey | null> {
  if (!isKeySecret(secret)) return null;
  const row = await findApiKey(lookup, hashOfSecret(secret));
  return row && { ...row, scopes: scopeSchema.array().parse(row.scopes) };
}
