import { modeSchema } from '@parley/shared/contract/status';
import { portSchema, postgresUrlSchema, secretSchema, variable } from '@parley/shared/env';
import { LOG_LEVELS } from '@parley/telemetry/logger';
import { z } from 'zod';

/*
 * The variables that several apps read, each with what it is for and an example: the README's configuration table and every
 * start-up refusal are made from these notes.
 */

export const modeVariables = {
  PARLEY_MODE: variable(modeSchema.default('production'), {
    doc: 'demo: the sample clinic and the street of fakes, on this machine only. The launcher sets it when no carrier, Slack, mail or public address is configured.',
    example: 'production',
  }),
  HOST: variable(z.string().min(1).default('127.0.0.1'), {
    doc: 'The address to listen on. In a container: 0.0.0.0, behind a proxy that ends TLS.',
    example: '127.0.0.1',
  }),
  PARLEY_COMMIT: variable(z.string().min(1).default('unknown'), {
    doc: 'Shown by /version: which build this is. Images set it; the launcher asks git.',
    example: '3f2c1ab',
  }),
  LOG_LEVEL: variable(z.enum(LOG_LEVELS).default('info'), {
    doc: 'How much is logged, as JSON lines on standard output.',
    example: 'info',
  }),
};

export const portVariable = (fallback: number, doc: string) =>
  variable(portSchema.default(fallback), { doc, example: String(fallback) });

export const secretVariable = variable(secretSchema(32), {
  doc: 'Signs visitor tokens and what people sign in with, keys the hashes in the record, and seals the secrets of connections. At least 32 characters; the same for every api and worker process. Make one with `openssl rand -base64 33`.',
  example: '(output of openssl rand -base64 33)',
  secret: true,
});

export const oldSecretsVariable = variable(
  z
    .string()
    .default('')
    .transform((list) => list.split(',').flatMap((secret) => (secret.trim() === '' ? [] : [secret.trim()]))),
  {
    doc: 'Earlier values of PARLEY_SECRET, with commas between: they still open what was sealed with them, until `pnpm secrets:rotate` has sealed it anew.',
    example: '(the PARLEY_SECRET before)',
    secret: true,
  },
);

export const webTokenVariable = variable(secretSchema(32).optional(), {
  doc: 'Shared by `web` and the api: with it, `web` vouches for the address of whoever calls through it. Without it, all who come through `web` count as one address. The launcher makes it. Make one with `openssl rand -base64 33`.',
  example: '(output of openssl rand -base64 33)',
  secret: true,
});

const roleUrl = (role: string, use: string) =>
  variable(postgresUrlSchema, {
    doc: `Postgres as the role ${role}: ${use}. \`pnpm db:roles\` prints it.`,
    example: `postgresql://${role}:…@db.internal:5432/parley`,
    secret: true,
  });

export const appUrlVariable = roleUrl('parley_app', 'one organisation at a time, under row-level security');
export const engineUrlVariable = roleUrl('parley_engine', 'the path of a turn, and the queue');
export const authUrlVariable = roleUrl('parley_auth', 'what must be looked up before an organisation is known');
export const slackbotUrlVariable = roleUrl('parley_slackbot', 'as parley_app, without what customers and agents said');

export const redisUrlVariable = variable(
  z
    .string()
    .regex(/^rediss?:\/\/\S+$/, 'must be a Redis address')
    .optional(),
  {
    doc: 'The queue and live hints on Redis instead of Postgres. Worth it beyond some hundred turns per second.',
    example: 'redis://cache.internal:6379',
    secret: true,
  },
);

export const publicUrlVariable = variable(
  z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).optional(),
  {
    doc: 'The one address that people and carriers use to reach Parley, as the outside sees it.',
    example: 'https://parley.example.com',
  },
);

export const streetUrlVariable = variable(z.url({ protocol: /^https?$/ }).optional(), {
  doc: 'Where the street of fakes is, in demo mode: the one address on this machine that a connection may lead to. The launcher sets it; production takes no notice.',
  example: 'http://127.0.0.1:4003',
});

export const mailVariables = {
  SMTP_URL: variable(
    z
      .string()
      .regex(/^smtps?:\/\/\S+$/, 'must be an SMTP address')
      .optional(),
    {
      doc: 'The mail server that confirmations, new passwords and invitations go out through. Without it, what needs mail is refused. In demo mode the street takes them.',
      example: 'smtps://user:password@mail.example.com:465',
      secret: true,
    },
  ),
  SMTP_FROM: variable(z.string().min(3).default('Parley <parley@localhost>'), {
    doc: 'Whom mail comes from: an address that your mail server may send for.',
    example: 'Parley <parley@example.com>',
  }),
};

export const modelVariables = {
  PARLEY_MODEL: variable(z.string().min(1).optional(), {
    doc: 'Which model answers where an agent names none. Left out: a small one of the provider whose key is set.',
    example: 'gpt-4o-mini',
  }),
  PARLEY_MODEL_REQUESTS_PER_MINUTE: variable(z.coerce.number().int().min(1).optional(), {
    doc: 'How many requests a minute all workers together send to one model of the keys below; no limit when left out.',
    example: '500',
  }),
  PARLEY_MODEL_TOKENS_PER_MINUTE: variable(z.coerce.number().int().min(1).optional(), {
    doc: 'How many tokens a minute those requests may take.',
    example: '200000',
  }),
  OPENAI_API_KEY: variable(z.string().min(1).optional(), {
    doc: 'Lets OpenAI, or anything that speaks its protocol, answer instead of the demo model.',
    example: 'sk-…',
    secret: true,
  }),
  OPENAI_BASE_URL: variable(z.url().optional(), {
    doc: 'Another address that speaks OpenAI’s protocol: a gateway, Ollama, vLLM.',
    example: 'http://127.0.0.1:11434/v1',
  }),
  ANTHROPIC_API_KEY: variable(z.string().min(1).optional(), {
    doc: 'Lets Anthropic answer instead of the demo model.',
    example: 'sk-ant-…',
    secret: true,
  }),
  ANTHROPIC_BASE_URL: variable(z.url().optional(), {
    doc: 'Another address that speaks Anthropic’s protocol.',
    example: 'https://gateway.example.com/anthropic',
  }),
};
