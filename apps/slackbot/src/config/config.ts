import { isLoopback, refuseBadMode } from '@parley/service/mode-rules';
import { InvalidEnv } from '@parley/shared/env';
import type { readEnv } from './env.ts';

type Env = ReturnType<typeof readEnv>;

export type SlackConfig = { botToken: string; signingSecret: string; appToken: string | null; apiUrl: string };
export type SlackbotConfig = ReturnType<typeof configFrom>;

/** The environment, grouped, in the words of this app. */
export function configFrom(env: Env) {
  refuseBadMode({ mode: env.PARLEY_MODE, host: env.HOST, publicUrl: null });
  return {
    mode: env.PARLEY_MODE,
    commit: env.PARLEY_COMMIT,
    logLevel: env.LOG_LEVEL,
    listen: { host: env.HOST, port: env.SLACKBOT_PORT },
    databaseUrl: env.DATABASE_SLACKBOT_URL,
    slack: slackFrom(env),
  };
}

/** Slack is optional; half of it is a mistake. */
function slackFrom(env: Env): SlackConfig | null {
  const { SLACK_BOT_TOKEN: botToken, SLACK_SIGNING_SECRET: signingSecret } = env;
  if (!botToken && !signingSecret) return null;
  if (!botToken || !signingSecret) {
    const missing = botToken ? 'SLACK_SIGNING_SECRET' : 'SLACK_BOT_TOKEN';
    throw new InvalidEnv(
      `Parley cannot start: Slack is half configured.\n  ${missing}: is not set, but the other half is. Set both, or neither.`,
    );
  }
  if (env.PARLEY_MODE === 'demo' && !isLoopback(new URL(env.SLACK_API_URL).hostname)) {
    throw new InvalidEnv(
      `Parley cannot start: demo mode speaks to no real Slack.\n  SLACK_API_URL: ${env.SLACK_API_URL} is not on this machine. Set PARLEY_MODE=production to use your workspace.`,
    );
  }
  return { botToken, signingSecret, appToken: env.SLACK_APP_TOKEN ?? null, apiUrl: env.SLACK_API_URL };
}
