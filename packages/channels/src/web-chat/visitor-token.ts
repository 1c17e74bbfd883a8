import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

export type VisitorClaims = {
  channelId: string;
  orgId: string;
  visitorId: string;
  /** The page's origin as the browser sends it: a token copied to another page is worth nothing there. */
  origin: string;
  expiresAt: Date;
};

/** An expired token keeps its claims: the session endpoint may let that visitor's chat go on, nothing else may. */
export type VisitorTokenReading =
  | { kind: 'ok'; claims: VisitorClaims }
  | { kind: 'expired'; claims: VisitorClaims }
  | { kind: 'wrong_origin' }
  | { kind: 'invalid' };

export const VISITOR_TOKEN_MAX = 2_000;

// The version is part of the purpose: a later format gets another key, so old bytes can never be read in a new way.
const VERSION = 'v1';
const PURPOSE = `parley/web-chat/visitor-token/${VERSION}`;

// Deriving costs more than signing, and a process has one secret, or two while it is changed.
const keys = new Map<string, Uint8Array>();

function keyFrom(secret: string): Uint8Array {
  const known = keys.get(secret);
  if (known) return known;
  const key = new Uint8Array(hkdfSync('sha256', secret, '', PURPOSE, 32));
  keys.set(secret, key);
  return key;
}

const macOf = (signed: string, secret: string): string =>
  createHmac('sha256', keyFrom(secret)).update(signed).digest('base64url');

export function signVisitorToken(claims: VisitorClaims, secret: string): string {
  const { channelId, orgId, visitorId, origin, expiresAt } = claims;
  const body = JSON.stringify([channelId, orgId, visitorId, origin, expiresAt.getTime()]);
  const signed = `${VERSION}.${Buffer.from(body).toString('base64url')}`;
  const token = `${signed}.${macOf(signed, secret)}`;
  if (token.length > VISITOR_TOKEN_MAX)
    throw new RangeError(`a visitor token of ${token.length} characters is too long`);
  return token;
}

export function readVisitorToken(
  token: string,
  { secret, now, origin }: { secret: string; now: Date; origin: string | null },
): VisitorTokenReading {
  const claims = openSealed(token, secret);
  if (!claims) return { kind: 'invalid' };
  // A browser on another site always says its origin; none means that no other web page asks.
  if (origin !== null && claims.origin !== origin) return { kind: 'wrong_origin' };
  if (claims.expiresAt <= now) return { kind: 'expired', claims };
  return { kind: 'ok', claims };
}

function openSealed(token: string, secret: string): VisitorClaims | null {
  if (token.length > VISITOR_TOKEN_MAX || !token.startsWith(`${VERSION}.`)) return null;
  const end = token.lastIndexOf('.');
  const signed = token.slice(0, end);
  if (!sameText(token.slice(end + 1), macOf(signed, secret))) return null;

  // Only signVisitorToken holds this key, so what it sealed needs no second look.
  const body = Buffer.from(signed.slice(VERSION.length + 1), 'base64url').toString();
  const [channelId, orgId, visitorId, pageOrigin, expiresAt] = JSON.parse(body) as [
    string,
    string,
    string,
    string,
    number,
  ];
  return { channelId, orgId, visitorId, origin: pageOrigin, expiresAt: new Date(expiresAt) };
}

// The texts are compared, not the bytes they decode to: base64 has several spellings of the same bytes.
function sameText(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}
