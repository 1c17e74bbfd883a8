import { createHmac, timingSafeEqual } from 'node:crypto';
import { unstorable } from '@parley/shared/storable-text';
import { z } from 'zod';

/** Who a visitor is, by the word of the site that they are signed in to. */
export type Identity = { userId: string; name: string | null; email: string | null; phone: string | null };

export type IdentityReading = { kind: 'ok'; identity: Identity } | { kind: 'refused'; why: string };

/** A copy of a token is worth something until its end: so that end is near. */
export const IDENTITY_MAX_SECONDS = 3_600;

const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((value) => !unstorable(value), 'must be ordinary text');

const claimsSchema = z.object({
  sub: text(200),
  aud: z.union([z.string(), z.array(z.string()).max(20)]),
  exp: z.number(),
  nbf: z.number().optional(),
  name: text(120).nullish(),
  email: z.email().max(254).nullish(),
  phone_number: z
    .string()
    .regex(/^\+[1-9]\d{6,14}$/, 'must be a number such as +447700900018')
    .nullish(),
  phone_number_verified: z.boolean().nullish(),
});

type Expected = { secrets: readonly string[]; channelId: string; now: Date };

/**
 * A JWT signed with HS256 by one of the channel's secrets. What it claims is looked at only once the signature is good, so
 * that a forger learns nothing but that.
 */
export function readIdentityToken(token: string, { secrets, channelId, now }: Expected): IdentityReading {
  const [head, body, mac, ...more] = token.split('.');
  if (!head || !body || !mac || more.length > 0) return refused('It is not a signed token (JWT).');
  // The algorithm is ours to choose: a token that names another, or none, is not looked at.
  if (parsed(head)?.alg !== 'HS256') return refused('It has to be signed with HS256.');
  if (!secrets.some((secret) => sameText(mac, macOf(`${head}.${body}`, secret))))
    return refused('Its signature was not made with this channel’s secret.');
  const claims = claimsSchema.safeParse(parsed(body));
  if (!claims.success) return refused(`Its claim ${wrongIn(claims.error)}.`);
  const { aud, exp, nbf } = claims.data;
  if (![aud].flat().includes(channelId)) return refused('It was made for another channel (aud).');
  const seconds = now.getTime() / 1_000;
  if (exp <= seconds) return refused('It has expired (exp).');
  if (exp > seconds + IDENTITY_MAX_SECONDS) return refused('It is good for more than an hour (exp). Make it shorter.');
  if (nbf !== undefined && nbf > seconds + 60) return refused('It is not good yet (nbf).');
  return { kind: 'ok', identity: identityOf(claims.data) };
}

/** A number counts only when the site has seen that it is theirs. */
const identityOf = ({
  sub,
  name,
  email,
  phone_number,
  phone_number_verified,
}: z.infer<typeof claimsSchema>): Identity => ({
  userId: sub,
  name: name ?? null,
  email: email ?? null,
  phone: phone_number_verified === true ? (phone_number ?? null) : null,
});

const refused = (why: string): IdentityReading => ({ kind: 'refused', why });

const wrongIn = ({ issues }: z.ZodError): string =>
  issues
    .slice(0, 1)
    .map(({ path, message }) => `${path.join('.') || 'set'} is wrong: ${message}`)
    .join();

const macOf = (signed: string, secret: string): string =>
  createHmac('sha256', secret).update(signed).digest('base64url');

function parsed(part: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

// The texts are compared, not the bytes they decode to: base64 has several spellings of the same bytes.
function sameText(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}
