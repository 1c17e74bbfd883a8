import { hashPassword, isPassword } from '@parley/core/people/password';
import type { Pool } from '@parley/db/pools';
import type { IdKind } from '@parley/shared/ids';
import type { Logger } from '@parley/telemetry/logger';
import { betterAuth } from 'better-auth';
import { genericOAuth } from 'better-auth/plugins/generic-oauth';
import { oauthConfigOf, type SignInProvider } from './providers.ts';
import { secondFactor } from './second-factor.ts';

export const AUTH_PATH = '/v1/auth';

const DAY_S = 86_400;
const HOUR_S = 3_600;

export type AuthParts = {
  /** As the role parley_auth, which alone may read these tables. */
  pool: Pool;
  secret: string;
  /** Parley's address as browsers see it. */
  publicUrl: string;
  secureCookies: boolean;
  newId: (kind: IdKind) => string;
  /** Where a new session works: the organisation that its person joined first. */
  firstOrganisation: (userId: string) => Promise<string | null>;
  /** Takes what need not be waited for: whoever asks for a letter must not learn by the time it takes whether one is sent. */
  afterwards: (task: Promise<unknown>) => void;
  providers: readonly SignInProvider[];
  letters: { confirmAddress: Letter; resetPassword: Letter };
  log: Logger;
};

type Letter = (to: { name: string; email: string }, token: string) => Promise<void>;

/** Identity only: who someone is. To which organisations they belong is ours (core/members). */
export function createAuth(parts: AuthParts) {
  return betterAuth({
    appName: 'Parley',
    baseURL: parts.publicUrl,
    basePath: AUTH_PATH,
    secret: parts.secret,
    database: parts.pool,
    telemetry: { enabled: false },
    // Requests are limited at Parley's own door, for all routes alike.
    rateLimit: { enabled: false },
    // Below errors it names addresses, which do not belong in a log.
    logger: {
      level: 'error',
      log: (_level, message, ...rest) => parts.log.error({ source: 'better-auth', err: rest.find(isError) }, message),
    },
    plugins: [secondFactor(), genericOAuth({ config: parts.providers.map(oauthConfigOf) })],
    user: { modelName: 'auth_user', fields: { emailVerified: 'email_verified', ...TIMES } },
    session: {
      modelName: 'auth_session',
      fields: {
        userId: 'user_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        ...TIMES,
      },
      additionalFields: {
        activeOrgId: { type: 'string', required: false, input: false, fieldName: 'active_org_id' },
      },
      expiresIn: 7 * DAY_S,
      updateAge: DAY_S,
    },
    account: {
      modelName: 'auth_account',
      fields: ACCOUNT,
      // Only who someone is, is asked of a provider: its tokens are not kept, so there is nothing to bring up to date.
      updateAccountOnSignIn: false,
      // An account that waits for its confirmation may have been begun by anyone, with a password of theirs.
      accountLinking: { enabled: true, trustedProviders: [], requireLocalEmailVerified: true },
    },
    verification: {
      modelName: 'auth_verification',
      fields: { expiresAt: 'expires_at', ...TIMES },
      storeIdentifier: 'hashed',
    },
    emailAndPassword: {
      enabled: true,
      requireEmailVerification: true,
      minPasswordLength: 10,
      password: { hash: hashPassword, verify: ({ password, hash }) => isPassword(password, hash) },
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: HOUR_S,
      sendResetPassword: ({ user, token }) => parts.letters.resetPassword(user, token),
    },
    emailVerification: {
      sendOnSignUp: true,
      expiresIn: DAY_S,
      sendVerificationEmail: ({ user, token }) => parts.letters.confirmAddress(user, token),
    },
    databaseHooks: {
      account: {
        create: {
          before: async (account) => ({
            data: { ...account, accessToken: null, refreshToken: null, idToken: null, scope: null },
          }),
        },
      },
      session: {
        create: {
          before: async (session) => ({
            data: { ...session, activeOrgId: session.activeOrgId ?? (await parts.firstOrganisation(session.userId)) },
          }),
        },
      },
    },
    advanced: {
      cookiePrefix: 'parley',
      useSecureCookies: parts.secureCookies,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      backgroundTasks: { handler: parts.afterwards },
      database: { generateId: ({ model }) => parts.newId(KINDS[model] ?? refuseModel(model)) },
    },
  });
}

export type Auth = ReturnType<typeof createAuth>;

const isError = (value: unknown): value is Error => value instanceof Error;

const TIMES = { createdAt: 'created_at', updatedAt: 'updated_at' };

const ACCOUNT = {
  userId: 'user_id',
  accountId: 'account_id',
  providerId: 'provider_id',
  accessToken: 'access_token',
  refreshToken: 'refresh_token',
  idToken: 'id_token',
  accessTokenExpiresAt: 'access_token_expires_at',
  refreshTokenExpiresAt: 'refresh_token_expires_at',
  ...TIMES,
};

const KINDS: Record<string, IdKind> = {
  user: 'user',
  session: 'session',
  account: 'account',
  verification: 'verification',
  twoFactor: 'twoFactor',
};

function refuseModel(model: string): never {
  throw new Error(`no kind of id is known for ${model}`);
}
