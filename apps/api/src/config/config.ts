import { refuseBadMode } from '@parley/service/mode-rules';
import { outboundRules } from '@parley/service/outbound-rules';
import { queueChoice } from '@parley/service/queue-choice';
import { secretKeys } from '@parley/service/secret-keys';
import { CALL_LIMITS, type CallLimits } from '../http/rate-limit.ts';
import type { readEnv } from './env.ts';
import { signInProviders } from './sign-in-providers.ts';

export type ApiConfig = ReturnType<typeof configFrom>;

/** The environment, grouped, in the words of this app. */
export function configFrom(env: ReturnType<typeof readEnv>) {
  refuseBadMode({ mode: env.PARLEY_MODE, host: env.HOST, publicUrl: env.PARLEY_PUBLIC_URL ?? null });
  return {
    mode: env.PARLEY_MODE,
    commit: env.PARLEY_COMMIT,
    logLevel: env.LOG_LEVEL,
    listen: { host: env.HOST, port: env.API_PORT },
    publicUrl: env.PARLEY_PUBLIC_URL ?? `http://${env.HOST}:${env.API_PORT}`,
    secret: env.PARLEY_SECRET,
    secretKeys: secretKeys(env),
    outbound: outboundRules(env),
    trust: { proxies: env.PARLEY_TRUSTED_PROXIES, webToken: env.PARLEY_WEB_TOKEN ?? null },
    signInProviders: signInProviders(env),
    database: { appUrl: env.DATABASE_APP_URL, engineUrl: env.DATABASE_ENGINE_URL, authUrl: env.DATABASE_AUTH_URL },
    queue: queueChoice(env),
    mail: env.SMTP_URL ? { url: env.SMTP_URL, from: env.SMTP_FROM } : null,
    /** Null: as many calls as come, for measuring. */
    limits: CALL_LIMITS as CallLimits | null,
    chat: { tokenDays: 30, maxStreams: 5_000, maxStreamsOfOne: 10 },
  };
}
