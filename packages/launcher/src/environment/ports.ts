import { Refusal } from '../refusal.ts';
import type { Environment } from './environment.ts';

/** Every process that listens, in the order in which addresses are shown. */
const CHILD_PORTS = {
  web: { variable: 'WEB_PORT', usual: 3000 },
  api: { variable: 'API_PORT', usual: 4000 },
  worker: { variable: 'WORKER_PORT', usual: 4001 },
  slackbot: { variable: 'SLACKBOT_PORT', usual: 4002 },
  street: { variable: 'STREET_PORT', usual: 4400 },
} as const;

/** And the street's second door, where it takes mail. */
export const PORTS = { ...CHILD_PORTS, mail: { variable: 'STREET_SMTP_PORT', usual: 4425 } } as const;

export type ChildName = keyof typeof CHILD_PORTS;
export type PortName = keyof typeof PORTS;
export const CHILD_NAMES = Object.keys(CHILD_PORTS) as ChildName[];
const PORT_NAMES = Object.keys(PORTS) as PortName[];

export const wantedPorts = (environment: Environment): Record<PortName, number> =>
  Object.fromEntries(PORT_NAMES.map((name) => [name, wantedPort(environment, name)])) as Record<PortName, number>;

function wantedPort(environment: Environment, name: PortName): number {
  const { variable, usual } = PORTS[name];
  const given = environment.read(variable);
  const port = given === undefined ? usual : Number(given);
  if (Number.isInteger(port) && port > 0 && port <= 65_535) return port;
  throw new Refusal(`${variable} is "${given}", which is no port number. Example: ${variable}=${usual}`);
}
