import type { ProviderHosts } from '@parley/api/auth/providers';
import type { Platform } from '../platform.ts';

export const TENANT = '3f0c9a52-1111-4222-8333-944455556666';

export const PROVIDER_ENV = {
  GOOGLE_CLIENT_ID: 'parley-at-google',
  GOOGLE_CLIENT_SECRET: 'what google knows',
  MICROSOFT_CLIENT_ID: 'parley-at-microsoft',
  MICROSOFT_CLIENT_SECRET: 'what microsoft knows',
};

/** The street's Google and Microsoft instead of the real ones: only a composition root can be given them. */
export function providerHosts({ street }: Pick<Platform, 'street'>): ProviderHosts {
  const at = `${street.url}/google`;
  return {
    google: { authorize: `${at}/authorize`, token: `${at}/token`, keys: `${at}/keys` },
    microsoft: `${street.url}/microsoft`,
  };
}

export const googleClaims = (email: string, more: Record<string, unknown> = {}) => ({
  iss: 'https://accounts.google.com',
  sub: `google ${email}`,
  email,
  email_verified: true,
  name: 'Grace Hopper',
  ...more,
});

export const microsoftClaims = (platform: Platform, email: string, more: Record<string, unknown> = {}) => ({
  iss: `${platform.street.url}/microsoft/${TENANT}/v2.0`,
  tid: TENANT,
  oid: `oid of ${email}`,
  sub: 'pairwise',
  email,
  xms_edov: true,
  name: 'Mary Jackson',
  ...more,
});
