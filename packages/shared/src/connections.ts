import { z } from 'zod';
import { unstorable } from './storable-text.ts';

export const CONNECTION_KINDS = ['openai', 'anthropic', 'openai_compatible', 'twilio', 'http'] as const;
export const connectionKindSchema = z.enum(CONNECTION_KINDS);
export type ConnectionKind = (typeof CONNECTION_KINDS)[number];

const secretText = z
  .string()
  .trim()
  .min(8)
  .max(1_024)
  .regex(/^[\x21-\x7e]+$/, 'must be one word of ordinary characters, without spaces');

const perMinute = z
  .string()
  .regex(/^[1-9]\d{0,8}$/, 'must be a whole number above 0')
  .optional();
/** How much the account may be asked for one model in a minute; as much as we like where it is left out. */
const modelAccount = z.strictObject({ requests_per_minute: perMinute, tokens_per_minute: perMinute });
const apiKey = z.strictObject({ api_key: secretText });

type Shape = {
  title: string;
  /** Where it leads when no address is given; null: one has to be given. */
  defaultHost: string | null;
  settings: z.ZodObject;
  secret: z.ZodObject;
};

/** What each kind of connection is made of. Settings are shown to whoever reads it; the secret never is. */
export const CONNECTIONS = {
  openai: { title: 'OpenAI', defaultHost: 'api.openai.com', settings: modelAccount, secret: apiKey },
  anthropic: { title: 'Anthropic', defaultHost: 'api.anthropic.com', settings: modelAccount, secret: apiKey },
  openai_compatible: { title: 'OpenAI-compatible', defaultHost: null, settings: modelAccount, secret: apiKey },
  twilio: {
    title: 'Twilio',
    defaultHost: 'api.twilio.com',
    settings: z.strictObject({ account_sid: z.string().regex(/^AC[0-9a-f]{32}$/, 'must be AC and 32 hex digits') }),
    // Both tokens hold while one is being replaced at Twilio.
    secret: z.strictObject({ auth_token: secretText, previous_auth_token: secretText.optional() }),
  },
  http: {
    title: 'HTTP',
    defaultHost: null,
    settings: z.strictObject({
      header: z
        .string()
        .regex(/^[A-Za-z][A-Za-z0-9-]{0,62}$/, 'must be the name of a header')
        .default('Authorization'),
    }),
    secret: z.strictObject({
      token: z
        .string()
        .min(8)
        .max(1_024)
        .refine((text) => !unstorable(text) && !/\p{Cc}/u.test(text), 'must be one line of ordinary text'),
    }),
  },
} as const satisfies Record<ConnectionKind, Shape>;

export type ConnectionSettings<K extends ConnectionKind> = z.output<(typeof CONNECTIONS)[K]['settings']>;
export type ConnectionSecret<K extends ConnectionKind> = z.output<(typeof CONNECTIONS)[K]['secret']>;
