const ADDRESS = /\b[a-z][a-z0-9+.-]{1,20}:\/\/\S+/giu;
const SCRIPT = /\b(?:javascript|vbscript|data|file|blob):\S/iu;
const BARE = /(?<![@\p{L}\p{N}_.-])(?:[\p{L}\p{N}-]{1,63}\.){1,8}(\p{L}{2,24})(?![\p{L}\p{N}-])(\/?)/giu;
/** Endings that make two words with a dot between them a place on the web. */
const KNOWN_ENDING =
  /^(?:com|net|org|edu|gov|info|biz|io|co|ai|app|dev|me|ly|gg|tv|xyz|top|site|online|shop|store|link|click|live|zip|mov|eu|uk|de|fr|es|it|nl|be|at|ch|pl|pt|ie|se|no|dk|fi|cz|us|ca|au|nz|in|ru|cn|jp|br|mx|za|test|example)$/iu;

/** The hosts that a text names; `null` for an address that is none of the web, or hides where it leads. */
export function hostsIn(text: string): (string | null)[] {
  const addresses = (text.match(ADDRESS) ?? []).map(hostOf);
  const bare = [...text.replace(ADDRESS, ' ').matchAll(BARE)]
    .filter(([all, ending = '', slash]) => slash === '/' || /^www\./iu.test(all) || KNOWN_ENDING.test(ending))
    .map(([all]) => hostOf(`https://${all}`));
  return [...addresses, ...bare, ...(SCRIPT.test(text) ? [null] : [])];
}

/** Whether a text leads anywhere else than to these hosts and what lies below them. */
export const leadsElsewhere = (text: string, own: ReadonlySet<string>): boolean =>
  hostsIn(text).some((host) => host === null || ![...own].some((one) => host === one || host.endsWith(`.${one}`)));

function hostOf(address: string): string | null {
  const url = URL.parse(address.replace(/[.,;:!?…)\]}>'"»”*_]+$/u, ''));
  if (url?.username !== '' || url.password !== '') return null;
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.hostname.replace(/^www\./u, '') : null;
}

/** The text without the addresses that lead elsewhere. */
export const withoutLinks = (text: string, own: ReadonlySet<string>): string =>
  [ADDRESS, BARE].reduce(
    (left, shape) => left.replace(shape, (found) => (leadsElsewhere(found, own) ? '(link removed)' : found)),
    text,
  );
