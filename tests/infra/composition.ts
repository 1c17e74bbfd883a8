import { parse } from 'yaml';
import { readText } from './repository.ts';

export type Service = {
  image: string;
  build?: { context: string; dockerfile: string; args: Record<string, string> };
  command?: string[];
  environment?: Record<string, string>;
  healthcheck?: { test: string[] };
  depends_on?: string[] | Record<string, { condition: string }>;
  networks: string[];
  ports?: string[];
  volumes?: string[];
  deploy?: { replicas: number };
  init?: boolean;
  read_only?: boolean;
  restart?: string;
  cap_drop?: string[];
  security_opt?: string[];
  stop_grace_period?: string;
};

export type Composition = {
  services: Record<string, Service>;
  volumes?: Record<string, object>;
  networks?: Record<string, { internal?: boolean }>;
};

type Environment = Record<string, string>;

export const COMPOSE_FILES = ['infra/compose.yaml', 'infra/compose.upstream.yaml'];

/** `${NAME}`, `${NAME:-when empty or unset}`, `${NAME-when unset}`, `${NAME:?refused when empty or unset}`. */
const VARIABLE = /\$\{([A-Z_]+)(?:(:?[-?])([^}]*))?\}/g;

/** As Compose does it, with the message that it would refuse with. */
export const interpolate = (text: string, env: Environment): string =>
  text.replaceAll(VARIABLE, (_, name: string, operator: string | undefined, rest: string) => {
    const value = env[name];
    if (value || (value === '' && !operator?.startsWith(':'))) return value;
    if (operator?.endsWith('?')) throw new Error(`${name} is missing: ${rest}`);
    return operator?.endsWith('-') ? rest : '';
  });

export type Variable = { name: string; required: boolean; fallback: string };

/** What a compose file asks of the environment, each once. */
export function variablesIn(text: string): Variable[] {
  const found = [...text.matchAll(VARIABLE)].map(([, name = '', operator = '', rest = '']) => ({
    name,
    required: operator.endsWith('?'),
    fallback: operator.endsWith('-') ? rest : '',
  }));
  return [...new Map(found.map((variable) => [variable.name, variable])).values()];
}

const withoutComments = (text: string): string => text.replaceAll(/^\s*#.*$/gm, '');

export const composeText = (file = 'infra/compose.yaml'): string => withoutComments(readText(file));

export function readComposition(env: Environment, file?: string): Composition {
  const composition = parse(interpolate(composeText(file), env), { merge: true }) as Composition;
  for (const { environment = {} } of Object.values(composition.services)) {
    // Compose puts values in after it has parsed, so that none is null or a number.
    for (const [name, value] of Object.entries(environment)) environment[name] = String(value ?? '');
  }
  return composition;
}

/** `compose.env.example` with its needed part filled in, as its comments say. */
export const filledEnvironment: Environment = {
  PARLEY_PUBLIC_URL: 'https://parley.example.com',
  PARLEY_SECRET: 'hH2k9vqZr81LmNcT0pQwXyB7dEfGaJ33',
  ...Object.fromEntries(
    ['OWNER', 'APP', 'ENGINE', 'AUTH', 'SLACKBOT'].map((who) => [
      `POSTGRES_${who}_PASSWORD`,
      `${who.toLowerCase()}0a1b2c`,
    ]),
  ),
  OTLP_UPSTREAM_ENDPOINT: 'https://otlp.example.com',
};
