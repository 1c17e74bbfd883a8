import { z } from 'zod';

/** What each id names. The prefix is part of the id, so an id reads the same in the database, a URL, a log and Slack. */
export const ID_PREFIXES = {
  organisation: 'org',
  agent: 'agt',
  agentVersion: 'agv',
  channel: 'chan',
  contact: 'cont',
  contactFact: 'fact',
  conversation: 'conv',
  message: 'msg',
  turn: 'turn',
  run: 'run',
  effect: 'eff',
  step: 'step',
  reply: 'rep',
  delivery: 'dlv',
  process: 'proc',
  request: 'req',
  user: 'usr',
  session: 'ses',
  account: 'acc',
  verification: 'ver',
  twoFactor: 'tfa',
  invitation: 'inv',
  team: 'team',
  apiKey: 'key',
  connection: 'conn',
  auditEntry: 'aud',
  notification: 'ntf',
  event: 'evt',
  webhookEndpoint: 'whe',
  webhookDelivery: 'whd',
  handover: 'hand',
  deadLetter: 'dead',
  ticket: 'tick',
  ticketComment: 'tcom',
  incident: 'inc',
  erasure: 'era',
  phoneCheck: 'pchk',
  service: 'svc',
  resource: 'res',
  closure: 'clos',
  appointment: 'appt',
  order: 'ord',
  refund: 'rfnd',
  discount: 'disc',
  httpTool: 'tool',
  contactMail: 'mail',
  costEntry: 'cost',
  budget: 'bud',
} as const;

export type IdKind = keyof typeof ID_PREFIXES;

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const TIME_CHARS = 10;
const RANDOM_CHARS = 16;

function encodeTime(ms: number): string {
  let rest = ms;
  let text = '';
  for (let i = 0; i < TIME_CHARS; i++) {
    text = ALPHABET.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

/** The smallest id body of a moment: partitions and cursors are cut at it. */
export const idFloor = (kind: IdKind, at: Date): string => `${ID_PREFIXES[kind]}_${encodeTime(at.getTime())}`;

/**
 * `conv_01k…`: a prefix, 48 bits of time and 80 of chance, in Crockford's alphabet.
 * Time and chance are arguments so that a replay or a test makes the same ids again.
 */
export function makeId(kind: IdKind, at: Date, randomBytes: (size: number) => Uint8Array): string {
  const bytes = randomBytes(RANDOM_CHARS);
  let body = '';
  for (const byte of bytes) body += ALPHABET.charAt(byte % 32);
  return idFloor(kind, at) + body;
}

export const idSchema = (kind: IdKind) =>
  z
    .string()
    .regex(
      new RegExp(`^${ID_PREFIXES[kind]}_[0-9a-hjkmnp-tv-z]{26}$`),
      `must be an id such as ${ID_PREFIXES[kind]}_01k9${'0'.repeat(22)}`,
    );
