import { createHash, createSign, generateKeyPairSync } from 'node:crypto';
import express, { Router } from 'express';
import { answerWith, createFaults, type Fault, type Faults } from './faults.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { html } from './pages/html.ts';
import { sendPage } from './pages/layout.ts';

type Claims = Record<string, unknown>;
type Grant = { clientId: string; redirectUri: string; challenge: string; claims: Claims };

export type IdentityCall = { kind: 'authorize' | 'token' | 'keys'; clientId: string | null };
export type IdentityEntry = IdentityCall & { at: Date; outcome: string };

export type IdentityProvider = {
  router: Router;
  ledger: Ledger<IdentityEntry>;
  faults: Faults<IdentityCall>;
  /** Who sits at the browser from now on: the claims of their ID token beside those that every one has. */
  signedIn(claims: Claims): void;
  /** Changes what the next ID tokens say or how they are signed, as someone would who cannot sign as the provider. */
  forge(how: Forgery | null): void;
};

export type Forgery = 'another_key' | 'no_signature' | { claims: Claims };

type Parts = { name: string; now: () => Date; randomBytes: (size: number) => Buffer; keep?: number };

/** Google or Microsoft as OpenID Connect sees them: a page that asks, codes that work once and with PKCE only, signed tokens. */
export function createIdentityProvider({ name, now, randomBytes, keep }: Parts): IdentityProvider {
  const ledger = createLedger<IdentityEntry>(keep);
  const faults = createFaults<IdentityCall>();
  const grants = new Map<string, Grant>();
  const keys = once(() => ({ own: keyPair(), other: keyPair() }));
  let person: Claims = {};
  let forgery: Forgery | null = null;

  const record = (kind: IdentityCall['kind'], clientId: string | null, outcome: string) =>
    ledger.record({ at: now(), kind, clientId, outcome });

  const router = Router();
  router.get(['/authorize', '/:tenant/oauth2/v2.0/authorize'], (req, res) => {
    const asked = Object.fromEntries(Object.entries(req.query).map(([key, value]) => [key, String(value)]));
    const bad =
      asked.response_type !== 'code' || !asked.state || asked.code_challenge_method !== 'S256' || !asked.code_challenge;
    record('authorize', asked.client_id ?? null, bad ? 'refused' : 'asked');
    if (bad) return void res.status(400).type('text').send('This request lacks a state or a code challenge.\n');
    const code = randomBytes(16).toString('base64url');
    const back = new URL(asked.redirect_uri ?? '');
    grants.set(code, {
      clientId: asked.client_id ?? '',
      redirectUri: back.href,
      challenge: asked.code_challenge ?? '',
      claims: person,
    });
    const yes = withQuery(back, { code, state: asked.state ?? '', scope: asked.scope ?? '', authuser: '0' });
    const no = withQuery(back, { error: 'access_denied', state: asked.state ?? '' });
    const body = html`<h1>${name}</h1><p><a href="${yes}">Go on as ${String(person.email ?? 'nobody')}</a></p><p><a href="${no}">Cancel</a></p>`;
    sendPage(res, { title: name, styles: '/assets/street.css', body });
  });
  router.post(['/token', '/:tenant/oauth2/v2.0/token'], express.urlencoded({ extended: false }), async (req, res) => {
    const given = req.body as Record<string, string>;
    const grant = grants.get(given.code ?? '');
    grants.delete(given.code ?? '');
    const fits =
      grant?.clientId === given.client_id &&
      grant?.redirectUri === given.redirect_uri &&
      grant?.challenge ===
        createHash('sha256')
          .update(given.code_verifier ?? '')
          .digest('base64url') &&
      Boolean(given.client_secret);
    const fault: Fault | null = faults.take({ kind: 'token', clientId: given.client_id ?? null });
    record('token', given.client_id ?? null, fits ? 'granted' : 'refused');
    await answerWith(res, fits && grant ? fault : { kind: 'status', status: 400, code: 'invalid_grant' }, {
      accept: () => ({
        status: 200,
        body: { access_token: 'unused', token_type: 'Bearer', id_token: tokenFor(grant as Grant) },
      }),
      refuse: ({ status, code }) => ({ status, body: { error: code ?? 'server_error' } }),
    });
  });
  router.get(['/keys', '/:tenant/discovery/v2.0/keys'], (_, res) => {
    record('keys', null, 'given');
    res.json({
      keys: [{ ...keys().own.publicKey.export({ format: 'jwk' }), kid: 'street', alg: 'RS256', use: 'sig' }],
    });
  });

  function tokenFor({ clientId, claims }: Grant): string {
    const seconds = Math.floor(now().getTime() / 1_000);
    const forged = typeof forgery === 'object' ? forgery?.claims : {};
    const said = { aud: clientId, iat: seconds, exp: seconds + 3_600, ...claims, ...forged };
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    if (forgery === 'no_signature') return `${part({ alg: 'none', kid: 'street' })}.${part(said)}.`;
    const text = `${part({ alg: 'RS256', kid: 'street' })}.${part(said)}`;
    const { privateKey } = forgery === 'another_key' ? keys().other : keys().own;
    return `${text}.${createSign('RSA-SHA256').update(text).sign(privateKey, 'base64url')}`;
  }

  return {
    router,
    ledger,
    faults,
    signedIn(claims) {
      person = claims;
    },
    forge(how) {
      forgery = how;
    },
  };
}

const keyPair = () => generateKeyPairSync('rsa', { modulusLength: 2_048 });

/** Making keys takes a tenth of a second: only a street that is asked for them does. */
function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function withQuery(address: URL, query: Record<string, string>): string {
  const url = new URL(address);
  for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value);
  return url.href;
}
