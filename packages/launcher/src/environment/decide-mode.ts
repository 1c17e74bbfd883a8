import type { Environment } from './environment.ts';

export type Mode = 'demo' | 'production';

export type ModeFacts = {
  /** What PARLEY_MODE says, if anything. */
  asked: string | undefined;
  /** Names of variables with a real carrier's, Slack's or mail server's secret. */
  realSecrets: string[];
  /** PARLEY_PUBLIC_URL, if set. */
  publicUrl: string | undefined;
  /** The database holds an organisation that is not the demo's. */
  realOrganisation: boolean;
};

export type ModeDecision = { mode: Mode; why: string; refusals: string[] };

/** Model keys and an own DATABASE_URL are absent on purpose: they do not end the demo. */
const REAL_SECRETS = /^(TWILIO|SLACK|SMTP)_/;
/** Settings of those services that are no secret, and reach no one by themselves. */
const HARMLESS = new Set(['SLACK_API_URL', 'TWILIO_API_URL']);

export const realSecretsIn = (environment: Environment): string[] =>
  Object.keys(environment.all)
    .filter((name) => REAL_SECRETS.test(name) && !HARMLESS.has(name) && environment.read(name))
    .sort();

/** Demo unless something says that real people could be reached. Demo and real never stand side by side. */
export function decideMode(facts: ModeFacts): ModeDecision {
  const real = signsOfReality(facts);
  if (facts.asked !== undefined && facts.asked !== 'demo' && facts.asked !== 'production') {
    return {
      mode: 'production',
      why: '',
      refusals: [`PARLEY_MODE is "${facts.asked}"; it can be demo or production.`],
    };
  }
  if (facts.asked === 'production') return { mode: 'production', why: 'PARLEY_MODE says so', refusals: [] };
  if (facts.asked === 'demo') {
    return { mode: 'demo', why: 'PARLEY_MODE says so', refusals: real.map((sign) => `Demo mode refuses ${sign}.`) };
  }
  const first = real[0];
  if (first) return { mode: 'production', why: `because of ${first}`, refusals: [] };
  return { mode: 'demo', why: 'nothing real is configured', refusals: [] };
}

function signsOfReality(facts: ModeFacts): string[] {
  const signs: string[] = [];
  if (facts.realSecrets.length > 0) signs.push(`real credentials (${facts.realSecrets.join(', ')})`);
  if (facts.publicUrl && !isLoopback(facts.publicUrl))
    signs.push(`a public address (PARLEY_PUBLIC_URL=${facts.publicUrl})`);
  if (facts.realOrganisation) signs.push('a database that holds a real organisation');
  return signs;
}

/** Whether only this machine can reach the address. What cannot be read counts as public. */
export function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const host = new URL(url).hostname;
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(\.\d+){3}$/.test(host);
}
