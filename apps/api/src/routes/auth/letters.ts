import { requestPasswordReset, resetPassword, sendVerificationEmail, verifyEmail } from '@parley/shared/contract/auth';
import { ask, done } from '../../auth/ask.ts';
import { mailerOrRefuse } from '../../auth/letters.ts';
import { linkRefused } from '../../auth/words.ts';
import { implement } from '../../http/route.ts';

export const sendVerificationEmailRoute = implement(sendVerificationEmail)(async (ctx, call) => {
  mailerOrRefuse(ctx.mailer);
  await ask(ctx, call, (api, given) => api.sendVerificationEmail({ body: call.body, ...given }));
  return done;
});

export const verifyEmailRoute = implement(verifyEmail)(async (ctx, call) => {
  const { token } = call.body;
  // better-auth's token stays valid until it expires; here it confirms an address once.
  if (token === '' || (await ctx.identity.isConfirmed(token))) throw linkRefused();
  await ask(ctx, call, (api, given) => api.verifyEmail({ query: { token }, ...given }));
  return done;
});

export const requestPasswordResetRoute = implement(requestPasswordReset)(async (ctx, call) => {
  mailerOrRefuse(ctx.mailer);
  await ask(ctx, call, (api, given) => api.requestPasswordReset({ body: call.body, ...given }));
  return done;
});

export const resetPasswordRoute = implement(resetPassword)(async (ctx, call) => {
  const { token, new_password: newPassword } = call.body;
  await ask(ctx, call, (api, given) => api.resetPassword({ body: { token, newPassword }, ...given }));
  return done;
});
