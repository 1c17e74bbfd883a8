import { deriveKey } from '@parley/service/derive-key';
import { ROLE_VARIABLES, type RoleUrls } from '../database/role-urls.ts';
import type { InstallationSecrets } from '../installation/secrets.ts';
import { addressAt } from './address.ts';
import type { Mode } from './decide-mode.ts';
import type { Environment, Variables } from './environment.ts';
import { type ChildName, PORTS, type PortName } from './ports.ts';

export type ChildFacts = {
  environment: Environment;
  mode: Mode;
  /** Why it is this mode, in words. */
  modeWhy: string;
  /** Sources are watched: pages are compiled as they are edited. */
  development: boolean;
  host: string;
  ports: Record<PortName, number>;
  roleUrls: RoleUrls;
  secrets: InstallationSecrets;
  commit: string;
  compileCache: string;
  channelId: string;
  connectionId: string;
};

/** What belongs to Parley is handed out name by name, so that no process holds what it does not need. */
const HANDED_OUT = /^(PARLEY|DATABASE|TWILIO|SLACK|SMTP|OPENAI|ANTHROPIC|GOOGLE|MICROSOFT)_|^REDIS_URL$|_PORT$/;

const MODELS = [
  ...['OPENAI_API_KEY', 'OPENAI_BASE_URL', 'ANTHROPIC_API_KEY', 'ANTHROPIC_BASE_URL'],
  ...['PARLEY_MODEL', 'PARLEY_MODEL_REQUESTS_PER_MINUTE', 'PARLEY_MODEL_TOKENS_PER_MINUTE'],
];
const SIGN_IN = [
  'GOOGLE_CLIENT_ID',
  'GOOGLE_CLIENT_SECRET',
  'MICROSOFT_CLIENT_ID',
  'MICROSOFT_CLIENT_SECRET',
  'MICROSOFT_TENANT',
];
const SLACK = ['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET', 'SLACK_APP_TOKEN', 'SLACK_API_URL'];

/** The whole environment of one child. */
export const childEnv = (name: ChildName, facts: ChildFacts): Record<string, string> =>
  onlySet({ ...plainEnv(facts.environment), ...common(name, facts), ...Object.fromEntries(OWN[name](facts)) });

/** The environment without anything of Parley's: for tools. */
export const plainEnv = (environment: Environment): Record<string, string> =>
  onlySet(Object.fromEntries(Object.entries(environment.all).filter(([name]) => !HANDED_OUT.test(name))));

const onlySet = (variables: Variables): Record<string, string> =>
  Object.fromEntries(Object.entries(variables).filter((entry): entry is [string, string] => Boolean(entry[1])));

const common = (name: ChildName, facts: ChildFacts): Variables => ({
  PARLEY_MODE: facts.mode,
  PARLEY_PUBLIC_URL: facts.environment.read('PARLEY_PUBLIC_URL') ?? addressOf('web', facts),
  PARLEY_COMMIT: facts.commit,
  HOST: facts.host,
  NODE_ENV: facts.development ? 'development' : 'production',
  NODE_COMPILE_CACHE: facts.compileCache,
  [PORTS[name].variable]: String(facts.ports[name]),
});

type Handed = [name: string, value: string | undefined];

const OWN: Record<ChildName, (facts: ChildFacts) => Handed[]> = {
  api: (facts) => [
    ['PARLEY_SECRET', parleySecret(facts)],
    ...databases(facts, ['parley_app', 'parley_engine', 'parley_auth']),
    ['PARLEY_WEB_TOKEN', webToken(facts)],
    ...asGiven(facts, [
      'PARLEY_OLD_SECRETS',
      'PARLEY_STREET_URL',
      'PARLEY_TRUSTED_PROXIES',
      'REDIS_URL',
      'SMTP_URL',
      'SMTP_FROM',
    ]),
    ...asGiven(facts, SIGN_IN),
    ...(facts.mode === 'demo' ? [...streetMail(facts), ...street(facts)] : []),
  ],
  worker: (facts) => [
    ['PARLEY_SECRET', parleySecret(facts)],
    ...databases(facts, ['parley_app', 'parley_engine']),
    ...asGiven(facts, ['PARLEY_OLD_SECRETS', 'PARLEY_STREET_URL', 'REDIS_URL', 'SMTP_URL', 'SMTP_FROM', ...MODELS]),
    ...(facts.mode === 'demo' ? [...streetMail(facts), ...street(facts)] : []),
  ],
  slackbot: (facts) => [
    ...databases(facts, ['parley_slackbot']),
    ...asGiven(facts, ['REDIS_URL', ...SLACK]),
    ...(facts.mode === 'demo' ? streetSlack(facts) : []),
  ],
  street: (facts) => [
    ['STREET_SMTP_PORT', String(facts.ports.mail)],
    ['PARLEY_API_URL', addressOf('api', facts)],
    ['PARLEY_DEMO_CHANNEL', facts.channelId],
    ['PARLEY_DEMO_CONNECTION', facts.connectionId],
    ['SLACK_SIGNING_SECRET', facts.secrets.slackSigningSecret],
    ['SLACK_BOT_TOKEN', facts.secrets.slackBotToken],
    ['TWILIO_AUTH_TOKEN', facts.secrets.twilioAuthToken],
  ],
  web: (facts) => [
    ['PARLEY_API_URL', addressOf('api', facts)],
    ['PARLEY_WEB_TOKEN', webToken(facts)],
    ['PARLEY_CHAT_PAGE_URL', facts.mode === 'demo' ? `${addressOf('street', facts)}/chat` : undefined],
  ],
};

const parleySecret = ({ environment, secrets }: ChildFacts): string =>
  environment.read('PARLEY_SECRET') ?? secrets.parleySecret;

/** Derived, so that `web` need not hold the secret itself. */
const webToken = (facts: ChildFacts): string =>
  facts.environment.read('PARLEY_WEB_TOKEN') ??
  Buffer.from(deriveKey(parleySecret(facts), 'parley/web')).toString('base64url');

const asGiven = ({ environment }: ChildFacts, names: string[]): Handed[] =>
  names.map((name) => [name, environment.read(name)]);

const databases = ({ roleUrls }: ChildFacts, roles: (keyof RoleUrls)[]): Handed[] =>
  roles.map((role) => [ROLE_VARIABLES[role], roleUrls[role]]);

const street = (facts: ChildFacts): Handed[] => [['PARLEY_STREET_URL', addressOf('street', facts)]];

const streetSlack = (facts: ChildFacts): Handed[] => [
  ['SLACK_API_URL', `${addressOf('street', facts)}/slack/api/`],
  ['SLACK_SIGNING_SECRET', facts.secrets.slackSigningSecret],
  ['SLACK_BOT_TOKEN', facts.secrets.slackBotToken],
];

const streetMail = ({ host, ports }: ChildFacts): Handed[] => [
  ['SMTP_URL', addressAt(host, ports.mail).replace(/^http:/, 'smtp:')],
];

export const addressOf = (name: ChildName, { host, ports }: Pick<ChildFacts, 'host' | 'ports'>): string =>
  addressAt(host, ports[name]);
