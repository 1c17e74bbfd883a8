import type { Request, Response } from 'express';
import type { SignedIn } from '../http/who.ts';
import type { Auth } from './create-auth.ts';

/** Who has signed in: what the rest of the api knows of sign-in. */
export type Identity = {
  auth: Auth;
  /** The person behind the session's cookie, or null. Renews a session that is in use, while the answer can say so. */
  signedIn(req: Request, res: Response): Promise<SignedIn | null>;
  /** Whether the address that this letter's token is about is confirmed already. */
  isConfirmed(token: string): Promise<boolean>;
};

export const createIdentity = (auth: Auth): Identity => ({
  auth,
  async signedIn(req, res) {
    if (!req.headers.cookie) return null;
    // Nothing but the cookie: no other header has a say in who calls.
    const { response: found, headers } = await auth.api.getSession({
      headers: new Headers({ cookie: req.headers.cookie }),
      query: { disableRefresh: res.headersSent },
      returnHeaders: true,
    });
    if (!res.headersSent) for (const cookie of headers?.getSetCookie() ?? []) res.append('Set-Cookie', cookie);
    if (!found) return null;
    const { user, session } = found;
    return {
      id: user.id,
      name: user.name,
      email: user.email,
      emailVerified: user.emailVerified,
      twoFactor: user.twoFactorEnabled ?? false,
      sessionId: session.id,
      activeOrgId: session.activeOrgId ?? null,
    };
  },
  async isConfirmed(token) {
    const email = addressIn(token);
    if (email === null) return false;
    const { internalAdapter } = await auth.$context;
    return (await internalAdapter.findUserByEmail(email))?.user.emailVerified ?? false;
  },
});

// Only read, not trusted: better-auth checks the signature before it confirms anything.
function addressIn(token: string): string | null {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    const { email } = claims as { email?: unknown };
    return typeof email === 'string' ? email : null;
  } catch {
    return null;
  }
}
