import type { Environment } from './environment.ts';
import { isLoopbackHost, isLoopbackUrl } from './loopback.ts';

export type Mode = 'demo' | 'production';

export type ModeFacts = {
  /** What PARLEY_MODE says, if anything. */
  asked: string | undefined;
  /** Names of variables with a real carrier's, Slack's or mail server's secret. */
  realSecrets: string[];
  /** PARLEY_PUBLIC_URL, if set. */
  publicUrl: string | undefined;
  /** What the database holds: organisations of people, the sample organisation of the demo. */
  held: { real: boolean; sample: boolean };
  /** The address that the processes listen on. */
  host: string;
  /** PARLEY_SECRET is set. */
  secretSet: boolean;
};

/** `refusals`: what this mode does not allow, each with what to do. */
export type ModeDecision = { mode: Mode; why: string; refusals: string[] };

/** Model keys and an own DATABASE_URL are absent on purpose: they do not end the demo. */
const REAL_SECRETS = /^(TWILIO|SLACK|SMTP)_/;
/** Addresses reach no one by themselves. */
const HARMLESS = new Set(['SLACK_API_URL', 'TWILIO_API_URL', 'SMTP_FROM']);

export const realSecretsIn = (environment: Environment): string[] =>
  Object.keys(environment.all)
    .filter((name) => REAL_SECRETS.test(name) && !HARMLESS.has(name) && environment.read(name))
    .sort();

/** Demo unless something says that real people could be reached: demo and real never stand side by side. */
export function decideMode(facts: ModeFacts): ModeDecision {
  const real = signsOfReality(facts);
  switch (facts.asked) {
    case undefined:
      return real[0] ? production(`because of ${real[0]}`, facts) : demo('nothing real is configured', facts, []);
    case 'demo':
      return demo('PARLEY_MODE says so', facts, real);
    case 'production':
      return production('PARLEY_MODE says so', facts);
    default:
      return {
        mode: 'production',
        why: 'PARLEY_MODE is not readable',
        refusals: [`PARLEY_MODE is "${facts.asked}"; it can be demo or production.`],
      };
  }
}

function demo(why: string, facts: ModeFacts, real: string[]): ModeDecision {
  const refusals = real.map((sign) => `Demo mode refuses ${sign}. Set PARLEY_MODE=production, or take it away.`);
  if (!isLoopbackHost(facts.host)) {
    refusals.push(
      `Demo mode runs on this machine only, but HOST=${facts.host} can be reached from elsewhere. Set PARLEY_MODE=production, or HOST=127.0.0.1.`,
    );
  }
  return { mode: 'demo', why, refusals };
}

function production(why: string, facts: ModeFacts): ModeDecision {
  const refusals: string[] = [];
  if (!facts.secretSet) {
    refusals.push(
      'Production needs PARLEY_SECRET, the same for every api process. Make one with: openssl rand -base64 33',
    );
  }
  if (facts.held.sample) {
    refusals.push(
      'The database holds the sample clinic of demo mode, which production never serves. Give it another database (DATABASE_URL), or begin anew with: pnpm reset',
    );
  }
  // Nobody asked for production by name here: what brought it must be said, or the demands make no sense.
  if (refusals.length > 0 && facts.asked === undefined) {
    refusals.unshift(`This starts in production, ${why}. To stay in demo mode, take that away.`);
  }
  return { mode: 'production', why, refusals };
}

function signsOfReality({ realSecrets, publicUrl, held }: ModeFacts): string[] {
  const signs: string[] = [];
  if (realSecrets.length > 0) signs.push(`real credentials (${realSecrets.join(', ')})`);
  if (publicUrl && !isLoopbackUrl(publicUrl)) signs.push(`a public address (PARLEY_PUBLIC_URL=${publicUrl})`);
  if (held.real) signs.push('a database that holds a real organisation');
  return signs;
}
