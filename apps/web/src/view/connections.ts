import { CONNECTION_KINDS, CONNECTIONS, type ConnectionKind } from '@parley/shared/connections';

export type ConnectionField = { name: string; label: string; hint?: string; optional?: true };
type KindWords = { purpose: string; settings: readonly ConnectionField[]; secret: readonly ConnectionField[] };

const API_KEY = [{ name: 'api_key', label: 'API key' }] as const;

const PER_MINUTE: readonly ConnectionField[] = [
  {
    name: 'requests_per_minute',
    label: 'Requests a minute',
    hint: 'At most, to each of its models. No limit when empty.',
    optional: true,
  },
  { name: 'tokens_per_minute', label: 'Tokens a minute', hint: 'No limit when empty.', optional: true },
];

const WORDS: Record<ConnectionKind, KindWords> = {
  openai: { purpose: 'Models of OpenAI', settings: PER_MINUTE, secret: API_KEY },
  anthropic: { purpose: 'Models of Anthropic', settings: PER_MINUTE, secret: API_KEY },
  openai_compatible: {
    purpose: 'Models that speak OpenAI’s protocol: a gateway, vLLM',
    settings: PER_MINUTE,
    secret: API_KEY,
  },
  twilio: {
    purpose: 'Text messages through Twilio',
    settings: [{ name: 'account_sid', label: 'Account SID', hint: 'AC and 32 characters, from Twilio’s console.' }],
    secret: [
      { name: 'auth_token', label: 'Auth token' },
      {
        name: 'previous_auth_token',
        label: 'Previous auth token',
        hint: 'While you replace it at Twilio: signatures with either one are taken.',
        optional: true,
      },
    ],
  },
  http: {
    purpose: 'Another service, called with a header',
    settings: [{ name: 'header', label: 'Header', hint: 'Such as Authorization.' }],
    secret: [{ name: 'token', label: 'Its value', hint: 'As it is sent, such as Bearer …' }],
  },
};

export type KindView = KindWords & { kind: ConnectionKind; title: string; defaultHost: string | null };

export const kindView = (kind: ConnectionKind): KindView => ({
  ...WORDS[kind],
  kind,
  title: CONNECTIONS[kind].title,
  defaultHost: CONNECTIONS[kind].defaultHost,
});

export const KIND_VIEWS: readonly KindView[] = CONNECTION_KINDS.map(kindView);

/** The fields that were filled in, by name. */
export const filledIn = (fields: readonly ConnectionField[], text: (name: string) => string): Record<string, string> =>
  Object.fromEntries(fields.map(({ name }) => [name, text(name)]).filter(([, value]) => value !== ''));

/** Where a connection leads, for people. */
export const leadsTo = ({ kind, base_url }: { kind: ConnectionKind; base_url: string | null }): string =>
  base_url ?? CONNECTIONS[kind].defaultHost ?? 'nowhere';
