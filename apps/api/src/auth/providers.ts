import { ParleyError } from '@parley/shared/errors';
import type { GenericOAuthConfig } from 'better-auth/plugins/generic-oauth';
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import { z } from 'zod';
import type { ApiConfig } from '../config/config.ts';

/** What a provider says of someone, and only what it vouches for. */
type Vouched = { subject: string; email: string; name: string };

export type SignInProvider = {
  id: 'google' | 'microsoft';
  name: string;
  clientId: string;
  clientSecret: string;
  addresses: ProviderAddresses;
  /** Null: this token is not about someone whom we may let in by that address. */
  read(claims: JWTPayload): Vouched | null;
};

export type ProviderAddresses = { authorize: string; token: string; keys: string };

export type ProviderHosts = { google: ProviderAddresses; microsoft: string };

/**
 * Where the providers are. No variable moves them: an address that could be set would be asked with our secret and believed
 * in who people are. Tests hand others to the composition root.
 */
export const PROVIDER_HOSTS: ProviderHosts = {
  google: {
    authorize: 'https://accounts.google.com/o/oauth2/v2/auth',
    token: 'https://oauth2.googleapis.com/token',
    keys: 'https://www.googleapis.com/oauth2/v3/certs',
  },
  microsoft: 'https://login.microsoftonline.com',
};

export function createProviders(config: ApiConfig['signInProviders'], hosts = PROVIDER_HOSTS): SignInProvider[] {
  const { google, microsoft } = config;
  return [
    ...(google
      ? [{ ...google, id: 'google' as const, name: 'Google', addresses: hosts.google, read: readGoogle }]
      : []),
    ...(microsoft ? [microsoftProvider(microsoft, hosts.microsoft)] : []),
  ];
}

const GOOGLE_ISSUERS = ['https://accounts.google.com', 'accounts.google.com'];

function readGoogle(claims: JWTPayload): Vouched | null {
  const said = z
    .object({
      iss: z.enum(GOOGLE_ISSUERS as [string]),
      email_verified: z.literal(true),
      email: z.email(),
      name: z.string().optional(),
    })
    .safeParse(claims).data;
  return said && claims.sub ? { subject: claims.sub, email: said.email, name: nameOf(said) } : null;
}

type MicrosoftClient = NonNullable<ApiConfig['signInProviders']['microsoft']>;

function microsoftProvider({ clientId, clientSecret, tenant }: MicrosoftClient, authority: string): SignInProvider {
  const at = `${authority}/${tenant}`;
  return {
    id: 'microsoft',
    name: 'Microsoft',
    clientId,
    clientSecret,
    addresses: {
      authorize: `${at}/oauth2/v2.0/authorize`,
      token: `${at}/oauth2/v2.0/token`,
      keys: `${at}/discovery/v2.0/keys`,
    },
    read: (claims) => readMicrosoft(claims, authority, tenant),
  };
}

/** Of personal accounts. */
const CONSUMERS = '9188040d-6c67-4c5b-b112-36a304b66dad';

const microsoftClaims = z.object({
  iss: z.string(),
  tid: z.string(),
  oid: z.string().min(1),
  email: z.email(),
  name: z.string().optional(),
  // An administrator may write any address into an account of their tenant: only this says that its domain is theirs.
  xms_edov: z.union([z.literal(true), z.literal(1), z.literal('1'), z.literal('true')]),
});

function readMicrosoft(claims: JWTPayload, authority: string, tenant: string): Vouched | null {
  const said = microsoftClaims.safeParse(claims).data;
  if (!said || said.iss !== `${authority}/${said.tid}/v2.0`) return null;
  const personal = said.tid === CONSUMERS;
  const mayEnter =
    tenant === 'common' ||
    (tenant === 'organizations' && !personal) ||
    (tenant === 'consumers' && personal) ||
    tenant.toLowerCase() === said.tid.toLowerCase();
  return mayEnter ? { subject: `${said.tid}.${said.oid}`, email: said.email, name: nameOf(said) } : null;
}

const nameOf = ({ name = '', email }: { name?: string | undefined; email: string }): string =>
  name
    .replace(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, 80) ||
  (email.split('@', 1)[0] ?? email);

const LONGEST_MS = 10_000;
const tokenAnswer = z.object({ id_token: z.string() });

/** The provider in better-auth's words: state and PKCE are its own; who someone is, is read from the signed ID token alone. */
export function oauthConfigOf(provider: SignInProvider): GenericOAuthConfig {
  const { id, clientId, clientSecret, addresses } = provider;
  const keys = createRemoteJWKSet(new URL(addresses.keys), { timeoutDuration: LONGEST_MS });
  return {
    providerId: id,
    clientId,
    clientSecret,
    authorizationUrl: addresses.authorize,
    tokenUrl: addresses.token,
    scopes: ['openid', 'email', 'profile'],
    prompt: 'select_account',
    pkce: true,
    accountSubject: ({ profile }) => String(profile.id),
    async getToken({ code, redirectURI, codeVerifier }) {
      const answer = await fetch(addresses.token, {
        method: 'POST',
        redirect: 'error',
        signal: AbortSignal.timeout(LONGEST_MS),
        body: new URLSearchParams({
          grant_type: 'authorization_code',
          code,
          redirect_uri: redirectURI,
          client_id: clientId,
          client_secret: clientSecret,
          code_verifier: codeVerifier ?? '',
        }),
      });
      if (!answer.ok) throw new Error(`${provider.name} gave no token: ${answer.status}`);
      return { idToken: tokenAnswer.parse(await answer.json()).id_token };
    },
    async getUserInfo({ idToken }) {
      const claims = await verifiedClaims(idToken ?? '', keys, clientId);
      const vouched = claims && provider.read(claims);
      if (!vouched) throw notVouched(provider);
      const { subject, email, name } = vouched;
      return { id: subject, email, emailVerified: true, name };
    },
  };
}

async function verifiedClaims(
  idToken: string,
  keys: ReturnType<typeof createRemoteJWKSet>,
  audience: string,
): Promise<JWTPayload | null> {
  try {
    const rules = { audience, algorithms: ['RS256'], maxTokenAge: '1h', requiredClaims: ['exp', 'iat', 'iss'] };
    return (await jwtVerify(idToken, keys, rules)).payload;
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}

const notVouched = ({ name }: SignInProvider) =>
  new ParleyError(
    'forbidden',
    'address_not_vouched_for',
    `${name} does not say that this email address is yours, so it lets nobody in. Sign in with email and password, or with another account.`,
  );
