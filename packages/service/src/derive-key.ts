import { hkdfSync } from 'node:crypto';

/** What a key derived from the installation's secret is for; a key for one purpose says nothing about another's. */
export type KeyPurpose = 'parley/audit' | 'parley/identity' | 'parley/limits' | 'parley/secrets' | 'parley/web';

export const deriveKey = (secret: string, purpose: KeyPurpose): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', secret, '', purpose, 32));
