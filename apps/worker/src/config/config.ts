import { refuseBadMode } from '@parley/service/mode-rules';
import { outboundRules } from '@parley/service/outbound-rules';
import { queueChoice } from '@parley/service/queue-choice';
import { secretKeys } from '@parley/service/secret-keys';
import type { readEnv } from './env.ts';

export type WorkerConfig = ReturnType<typeof configFrom>;

const provider = (apiKey: string | undefined, baseUrl: string | undefined) =>
  // A server on this machine often needs no key; the provider's library insists on one.
  apiKey || baseUrl ? { apiKey: apiKey ?? 'none', baseUrl } : undefined;

/** The environment, grouped, in the words of this app. */
export function configFrom(env: ReturnType<typeof readEnv>) {
  refuseBadMode({
    mode: env.PARLEY_MODE,
    host: env.HOST,
    publicUrl: env.PARLEY_PUBLIC_URL ?? null,
  });
  return {
    mode: env.PARLEY_MODE,
    commit: env.PARLEY_COMMIT,
    logLevel: env.LOG_LEVEL,
    listen: { host: env.HOST, port: env.WORKER_PORT },
    secret: env.PARLEY_SECRET,
    secretKeys: secretKeys(env),
    outbound: outboundRules(env),
    /** Where the links in mails lead. */
    publicUrl: env.PARLEY_PUBLIC_URL ?? 'http://127.0.0.1:4000',
    mail: env.SMTP_URL ? { url: env.SMTP_URL, from: env.SMTP_FROM } : null,
    lanes: { interactive: env.WORKER_LANES, batch: env.WORKER_BATCH_LANES },
    sends: env.WORKER_SENDS,
    /** Whether spans hold what was said to and by models. */
    captureContent: env.OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT === 'true',
    database: { appUrl: env.DATABASE_APP_URL, engineUrl: env.DATABASE_ENGINE_URL },
    queue: queueChoice(env),
    models: {
      model: env.PARLEY_MODEL,
      quota: {
        requestsPerMinute: env.PARLEY_MODEL_REQUESTS_PER_MINUTE ?? null,
        tokensPerMinute: env.PARLEY_MODEL_TOKENS_PER_MINUTE ?? null,
      },
      openai: provider(env.OPENAI_API_KEY, env.OPENAI_BASE_URL),
      anthropic: provider(env.ANTHROPIC_API_KEY, env.ANTHROPIC_BASE_URL),
    },
  };
}
