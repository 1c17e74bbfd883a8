import { getSession, signIn, signOut, signUp } from '@parley/shared/contract/auth';
import { ask, done } from '../../auth/ask.ts';
import { mailerOrRefuse } from '../../auth/letters.ts';
import { implement } from '../../http/route.ts';

export const signUpRoute = implement(signUp)(async (ctx, call) => {
  mailerOrRefuse(ctx.mailer);
  await ask(ctx, call, (api, given) => api.signUpEmail({ body: call.body, ...given }));
  return done;
});

export const signInRoute = implement(signIn)(async (ctx, call) => {
  const answer = await ask(ctx, call, (api, given) => api.signInEmail({ body: call.body, ...given }));
  // With two-factor the answer holds no person yet, whatever its type says.
  if (!answer.user) return { status: 200, body: { two_factor: true, user: null } };
  const { id, name, email } = answer.user;
  return { status: 200, body: { two_factor: false, user: { id, name, email } } };
});

export const signOutRoute = implement(signOut)(async (ctx, call) => {
  await ask(ctx, call, (api, given) => api.signOut(given));
  return done;
});

export const getSessionRoute = implement(getSession)(async (ctx, { req, res }) => {
  const user = await ctx.identity.signedIn(req, res);
  return { status: 200, body: { user: user && { id: user.id, name: user.name, email: user.email } } };
});
