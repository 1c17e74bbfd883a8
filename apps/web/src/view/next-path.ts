const HERE = 'http://here.invalid';

/** Where to go after sign-in. Only a path of this dashboard: an address from elsewhere must not send anyone away from it. */
export function nextPath(given: string | string[] | undefined, otherwise: string): string {
  if (typeof given !== 'string' || !given.startsWith('/') || !URL.canParse(given, HERE)) return otherwise;
  const { origin, pathname, search } = new URL(given, HERE);
  return origin === HERE ? pathname + search : otherwise;
}

export const signInHref = (next: string): string => `/sign-in?next=${encodeURIComponent(next)}`;
