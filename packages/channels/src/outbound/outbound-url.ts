import { isIP } from 'node:net';
import { isPublicAddress } from './public-address.ts';

/** What an installation lets its organisations call beside the public internet: in demo mode the street, otherwise nothing. */
export type OutboundRules = { allowedOrigins: readonly string[] };

export type OutboundVerdict =
  | { kind: 'ok'; url: URL; allowed: boolean }
  /** `message` is for whoever gave the address: what is wrong, and what would be taken. */
  | { kind: 'refused'; message: string };

const MAX_LENGTH = 2_048;
const LOWEST_FREE_PORT = 1_024;
/** Names that never lead out of a machine or its network. */
const INSIDE = /(^|\.)(localhost|local|internal|intranet|lan|home|corp|private|home\.arpa|test|invalid|onion)$/;

/**
 * Whether an address that someone of an organisation has given may be called, as far as it can be told without asking a
 * name server. Asked when it is saved, so that the mistake is told at once, and again by `safeFetch` before each call.
 */
export function judgeOutboundUrl(given: string, { allowedOrigins }: OutboundRules): OutboundVerdict {
  if (given.length > MAX_LENGTH) return refused(`An address has at most ${MAX_LENGTH} characters.`);
  // Parsing also writes 0x7f.1, 2130706433 and 0177.0.0.1 as the 127.0.0.1 that they are.
  const url = URL.canParse(given) ? new URL(given) : null;
  if (!url) return refused('This is no address. Give one such as https://hooks.example.com/parley.');
  if (url.username !== '' || url.password !== '') {
    return refused('An address must not hold a name or a password: it is stored and shown as it is.');
  }
  if (allowedOrigins.includes(url.origin)) return { kind: 'ok', url, allowed: true };
  if (url.protocol !== 'https:') return refused('The address must begin with https://.');
  if (url.port !== '' && Number(url.port) < LOWEST_FREE_PORT) {
    return refused(`The port must be 443 or from ${LOWEST_FREE_PORT} up.`);
  }
  const problem = wrongHost(url.hostname);
  return problem === null ? { kind: 'ok', url, allowed: false } : refused(problem);
}

function wrongHost(hostname: string): string | null {
  const host = bareHost(hostname);
  if (isIP(host) !== 0) {
    return isPublicAddress(host) ? null : 'The address leads into a private network. Give one on the public internet.';
  }
  if (!host.includes('.') || INSIDE.test(host)) {
    return 'The host is a name of an inner network. Give one on the public internet.';
  }
  return null;
}

/** Without the brackets of IPv6, and without the dot that may end a name. */
export const bareHost = (hostname: string): string =>
  hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();

const refused = (message: string): OutboundVerdict => ({ kind: 'refused', message });
