import {
  appUrlVariable,
  authUrlVariable,
  engineUrlVariable,
  mailVariables,
  modeVariables,
  oldSecretsVariable,
  portVariable,
  publicUrlVariable,
  redisUrlVariable,
  secretVariable,
  streetUrlVariable,
  webTokenVariable,
} from '@parley/service/common-env';
import { parseEnv } from '@parley/shared/env';
import { tracingEnvShape } from '@parley/telemetry/tracing-env';
import { providerVariables } from './sign-in-providers.ts';
import { trustedProxiesVariable } from './trusted-proxies.ts';

export const shape = {
  ...modeVariables,
  API_PORT: portVariable(4000, 'The port of the api: channels in, /v1, /docs, /widget.js.'),
  PARLEY_SECRET: secretVariable,
  PARLEY_OLD_SECRETS: oldSecretsVariable,
  PARLEY_STREET_URL: streetUrlVariable,
  PARLEY_PUBLIC_URL: publicUrlVariable,
  PARLEY_TRUSTED_PROXIES: trustedProxiesVariable,
  PARLEY_WEB_TOKEN: webTokenVariable,
  DATABASE_APP_URL: appUrlVariable,
  DATABASE_ENGINE_URL: engineUrlVariable,
  DATABASE_AUTH_URL: authUrlVariable,
  REDIS_URL: redisUrlVariable,
  ...mailVariables,
  ...providerVariables,
  ...tracingEnvShape,
};

/** The only place where the api reads its environment. */
export const readEnv = () => parseEnv(shape, process.env);
