import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { BlockList, isIP, isIPv4, isIPv6 } from 'node:net';
import { WEB_TOKEN_HEADER } from '@parley/shared/web-token';

export type ProxyTrust = {
  /** Addresses and CIDR ranges of load balancers and the like. */
  proxies: readonly string[];
  /** What Parley's own `web` shows; null where none was agreed on. */
  webToken: string | null;
};

/** From where a request came: the address of a person or program, and not that of what stands between. */
export type ClientAddress = (req: IncomingMessage) => string | null;

/** More hops than any honest way has. */
const MOST_HOPS = 16;

/**
 * `X-Forwarded-For` is what a client likes to write, followed by what each proxy on the way added. So it is read from its
 * end, and an entry counts only when whoever wrote it is trusted: `web` by its token, others by the list. The first address
 * that nobody trusted is the client's. `Forwarded`, `X-Real-IP` and the like are never read.
 */
export function createClientAddress({ proxies, webToken }: ProxyTrust): ClientAddress {
  const trusted = blockListOf(proxies);
  const isTrusted = (address: string) => trusted.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');
  return (req) => {
    let address = plain(req.socket.remoteAddress ?? '');
    if (address === null) return null;
    const forwarded = forwardedBy(req).slice(-MOST_HOPS);
    let believed = isTrusted(address) || isWeb(req, webToken);
    while (believed) {
      const before = plain(forwarded.pop() ?? '');
      if (before === null) break;
      address = before;
      believed = isTrusted(address);
    }
    return address;
  };
}

/** What limits count by: one IPv6 line holds a /64 of addresses, so a visitor could otherwise be a new one with each call. */
export function networkOf(address: string | null): string {
  if (address === null || !isIPv6(address)) return address ?? '';
  const [head = '', tail = ''] = address.split('::');
  const groups = (part: string) => (part === '' ? [] : part.split(':'));
  const missing = 8 - groups(head).length - groups(tail).length;
  const all = address.includes('::') ? [...groups(head), ...Array(missing).fill('0'), ...groups(tail)] : groups(head);
  return all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}

function isWeb(req: IncomingMessage, webToken: string | null): boolean {
  const shown = req.headers[WEB_TOKEN_HEADER];
  if (webToken === null || typeof shown !== 'string') return false;
  const [a, b] = [Buffer.from(shown), Buffer.from(webToken)];
  return a.length === b.length && timingSafeEqual(a, b);
}

const forwardedBy = (req: IncomingMessage): string[] =>
  String(req.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((entry) => entry.trim());

/** One spelling for one address: an IPv4 address that came over IPv6 is an IPv4 address. Null where it is none. */
function plain(address: string): string | null {
  const mapped = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i.exec(address)?.[1];
  const bare = mapped ?? address.replace(/%.*$/, '').toLowerCase();
  return isIP(bare) ? bare : null;
}

function blockListOf(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', prefix] = range.split('/');
    const family = isIPv4(address) ? 'ipv4' : 'ipv6';
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return list;
}
