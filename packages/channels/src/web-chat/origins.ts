/** An origin as browsers write it (lower case, no default port), or null for anything that is not a web origin. */
export function canonicalOrigin(text: string): string | null {
  const url = URL.parse(text);
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) return null;
  // Something beyond scheme, host and port is a mistake in a setting, and a lie in a header.
  const isBare = url.href === `${url.origin}/` && !/[?#@\\\s]/.test(text);
  const hasEmptyLabel = /^\.|\.\./.test(url.hostname);
  return isBare && !hasEmptyLabel ? url.origin : null;
}

const WILDCARD = /^(https?:\/\/)\*\.(.+)$/i;

/** An entry of the list as it is kept: an origin, or `https://*.example.com`; null for what would cover no page. */
export function canonicalEntry(text: string): string | null {
  const [, scheme, rest] = WILDCARD.exec(text) ?? [];
  if (!scheme || !rest) return canonicalOrigin(text);
  const parent = canonicalOrigin(scheme + rest);
  if (!parent || !isNameOfTwoLabels(new URL(parent).hostname)) return null;
  return parent.replace('://', '://*.');
}

/**
 * Whether a page of this origin may hold the chat. An entry is an exact origin, or `https://*.example.com`, which
 * stands for one or more labels before the name, not for the name itself. `*` alone allows nothing.
 */
export function originAllowed(origin: string | null | undefined, allowed: readonly string[]): boolean {
  const page = origin ? canonicalOrigin(origin) : null;
  return page !== null && allowed.some((entry) => entryCovers(entry, page));
}

function entryCovers(entry: string, page: string): boolean {
  const [, scheme, rest] = WILDCARD.exec(entry) ?? [];
  if (!scheme || !rest) return canonicalOrigin(entry) === page;

  const parent = canonicalOrigin(scheme + rest);
  if (!parent || !isNameOfTwoLabels(new URL(parent).hostname)) return false;
  const [parentScheme, parentHost] = parent.split('//');
  const [pageScheme, pageHost] = page.split('//');
  return parentScheme === pageScheme && pageHost !== undefined && pageHost.endsWith(`.${parentHost}`);
}

// `*.com` would be half the web, and an address has no names below it.
const isNameOfTwoLabels = (host: string): boolean => /^[^.*[\]]+(\.[^.*[\]]+)+$/.test(host) && !/^[\d.]+$/.test(host);
