import { InvalidEnv, variable } from '@parley/shared/env';
import { z } from 'zod';

const text = z.string().min(1).optional();
const TENANT = /^(common|organizations|consumers|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

export const providerVariables = {
  GOOGLE_CLIENT_ID: variable(text, {
    doc: 'With GOOGLE_CLIENT_SECRET: people may sign in with Google. Its OAuth client sends them back to `<PARLEY_PUBLIC_URL>/v1/auth/callback/google`.',
    example: '1234-abc.apps.googleusercontent.com',
  }),
  GOOGLE_CLIENT_SECRET: variable(text, {
    doc: 'The secret of Google’s OAuth client.',
    example: 'GOCSPX-…',
    secret: true,
  }),
  MICROSOFT_CLIENT_ID: variable(text, {
    doc: 'With MICROSOFT_CLIENT_SECRET: people may sign in with Microsoft. The app registration sends them back to `<PARLEY_PUBLIC_URL>/v1/auth/callback/microsoft`, and its ID token holds the optional claims `email` and `xms_edov`.',
    example: '11111111-2222-3333-4444-555555555555',
  }),
  MICROSOFT_CLIENT_SECRET: variable(text, {
    doc: 'The secret of Microsoft’s app registration.',
    example: 'abc8Q~…',
    secret: true,
  }),
  MICROSOFT_TENANT: variable(
    z.string().regex(TENANT, 'must be a tenant’s id, or common, organizations or consumers').default('common'),
    { doc: 'Whose Microsoft accounts may sign in: of one tenant, by its id, or of all.', example: 'common' },
  ),
};

type Given = { [Name in keyof typeof providerVariables]?: string | undefined };

export type ProviderClient = { clientId: string; clientSecret: string };

/** Whom people may sign in with; null where nothing is set. */
export const signInProviders = (env: Given) => {
  const microsoft = clientOf(env, 'MICROSOFT');
  return {
    google: clientOf(env, 'GOOGLE'),
    microsoft: microsoft && { ...microsoft, tenant: env.MICROSOFT_TENANT ?? 'common' },
  };
};

function clientOf(env: Given, whose: 'GOOGLE' | 'MICROSOFT'): ProviderClient | null {
  const [id, secret] = [`${whose}_CLIENT_ID`, `${whose}_CLIENT_SECRET`] as const;
  const [clientId, clientSecret] = [env[id], env[secret]];
  if (clientId && clientSecret) return { clientId, clientSecret };
  if (!clientId && !clientSecret) return null;
  const [set, missing] = clientId ? [id, secret] : [secret, id];
  throw new InvalidEnv(
    `Parley cannot start: the configuration is not right.\n  ${missing}: is not set, but ${set} is. Set both, or neither.`,
  );
}
