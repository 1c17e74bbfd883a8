import { judgeOutboundUrl, type OutboundRules } from '@parley/channels/outbound/outbound-url';
import { CONNECTIONS, type ConnectionKind } from '@parley/shared/connections';
import { ParleyError } from '@parley/shared/errors';

/** The address as it is kept, or a refusal. What its name leads to is looked at with every call. */
export function baseUrlOf(rules: OutboundRules, kind: ConnectionKind, given: string | null): string | null {
  if (given === null) {
    if (CONNECTIONS[kind].defaultHost !== null) return null;
    throw refused(`A connection to ${CONNECTIONS[kind].title} needs the address that it leads to, in \`base_url\`.`);
  }
  const verdict = judgeOutboundUrl(given, rules);
  if (verdict.kind === 'refused') throw refused(verdict.message);
  const { url } = verdict;
  if (url.search !== '' || url.hash !== '') {
    throw refused('The address ends with its path: leave out what follows ? or #.');
  }
  return url.href.replace(/\/+$/, '');
}

const refused = (message: string) =>
  new ParleyError('invalid_request', 'invalid_base_url', message, { param: 'base_url' });
