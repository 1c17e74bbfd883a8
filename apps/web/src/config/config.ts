import { refuseBadMode } from '@parley/service/mode-rules';
import type { readEnv } from './env.ts';

export type WebConfig = ReturnType<typeof configFrom>;

/** The environment, grouped, in the words of this app. */
export function configFrom(env: ReturnType<typeof readEnv>) {
  refuseBadMode({ mode: env.PARLEY_MODE, host: env.HOST, publicUrl: env.PARLEY_PUBLIC_URL ?? null });
  return {
    mode: env.PARLEY_MODE,
    commit: env.PARLEY_COMMIT,
    logLevel: env.LOG_LEVEL,
    listen: { host: env.HOST, port: env.WEB_PORT },
    apiUrl: new URL(env.PARLEY_API_URL),
    webToken: env.PARLEY_WEB_TOKEN ?? null,
    chatPageUrl: env.PARLEY_CHAT_PAGE_URL ?? null,
    development: env.NODE_ENV === 'development',
  };
}
