import type { VariableEntry } from '../configuration/all-variables.ts';
import type { ModeDecision } from '../environment/decide-mode.ts';
import type { Environment } from '../environment/environment.ts';
import { type Finding, fail, note, ok } from './finding.ts';

type Service = {
  what: string;
  /** Each of these makes it work. */
  anyOf: string[][];
  without: string;
  howToGet: string;
};

const SERVICES: Service[] = [
  {
    what: 'Language model',
    anyOf: [['OPENAI_API_KEY'], ['OPENAI_BASE_URL'], ['ANTHROPIC_API_KEY'], ['ANTHROPIC_BASE_URL']],
    without: 'the demo model answers: no language model is called',
    howToGet: 'OPENAI_API_KEY (platform.openai.com) or ANTHROPIC_API_KEY (console.anthropic.com) in .env.',
  },
  {
    what: 'Slack',
    anyOf: [['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET']],
    without: 'not connected; in demo mode the street stands in',
    howToGet: 'Make an app at api.slack.com/apps; SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET in .env.',
  },
  {
    what: 'SMS',
    anyOf: [['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN']],
    without: 'not connected; in demo mode the street stands in',
    howToGet: 'TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN (console.twilio.com) in .env.',
  },
  {
    what: 'Sign-in with Google',
    anyOf: [['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET']],
    without: 'not offered',
    howToGet:
      'An OAuth client of the kind "web application" at console.cloud.google.com; GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET in .env.',
  },
  {
    what: 'Sign-in with Microsoft',
    anyOf: [['MICROSOFT_CLIENT_ID', 'MICROSOFT_CLIENT_SECRET']],
    without: 'not offered',
    howToGet: 'An app registration at entra.microsoft.com; MICROSOFT_CLIENT_ID and MICROSOFT_CLIENT_SECRET in .env.',
  },
  {
    what: 'Mail',
    anyOf: [['SMTP_URL']],
    without:
      'not connected; in demo mode the street catches what is sent, otherwise sign-up, new passwords and invitations are refused',
    howToGet: 'SMTP_URL and SMTP_FROM in .env, for example smtps://user:password@mail.example.com.',
  },
];

export function checkMode({ mode, why, refusals }: ModeDecision): Finding {
  const [first] = refusals;
  return first ? fail('Mode', `${mode}, ${why}`, refusals.join(' ')) : ok('Mode', `${mode}, ${why}`);
}

/** What is connected to the outside, and how to get what is not. */
export const checkServices = (environment: Environment, variables: readonly VariableEntry[]): Finding[] =>
  SERVICES.map((service) => checkService(service, environment, new Set(variables.map(({ name }) => name))));

function checkService(
  { what, anyOf, without, howToGet }: Service,
  environment: Environment,
  known: Set<string>,
): Finding {
  const set = anyOf.find((names) => names.every((name) => environment.read(name)));
  if (set) return ok(what, `${set.join(', ')} set`);
  const half = anyOf.flat().filter((name) => environment.read(name));
  if (half.length > 0) return fail(what, `${half.join(', ')} set, but that is not all`, howToGet);
  // A service that no process reads yet has nothing to be set.
  if (!anyOf.flat().some((name) => known.has(name)))
    return note(what, `${without}; this version speaks to no real one`);
  return note(what, without, howToGet);
}
