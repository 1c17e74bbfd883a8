import {
  beginProviderSignIn,
  finishProviderSignIn,
  listSignInProviders,
  returnFromProvider,
} from '@parley/shared/contract/auth';
import { ParleyError } from '@parley/shared/errors';
import { ask } from '../../auth/ask.ts';
import { refusedByProvider } from '../../auth/words.ts';
import type { ApiContext } from '../../context.ts';
import { implement, type Route } from '../../http/route.ts';

const listSignInProvidersRoute = implement(listSignInProviders)(async ({ providers }) => ({
  status: 200,
  body: { data: providers.map(({ id, name }) => ({ id, name })) },
}));

const beginProviderSignInRoute = implement(beginProviderSignIn)(async (ctx, call) => {
  const { provider } = call.body;
  assertOffered(ctx, provider);
  // Whither is said by our own pages and never by what comes back: these two only tell better-auth's answers apart.
  const body = { provider, callbackURL: '/', errorCallbackURL: '/', disableRedirect: true };
  const { url } = await ask(ctx, call, (api, given) => api.signInSocial({ body, ...given }));
  if (!url) throw new Error(`no address to sign in with ${provider}`);
  return { status: 200, body: { url } };
});

/** A GET changes nothing, so this one only leads on; the page posts what it was given, as itself. */
const returnFromProviderRoute = implement(returnFromProvider)(async (ctx, { params, query, res }) => {
  const page = new URL('/sign-in/return', ctx.config.publicUrl);
  // Behind the #, which browsers send to no server: what stands there signs someone in.
  page.hash = String(new URLSearchParams({ provider: params.provider, ...query }));
  res.setHeader('Cache-Control', 'no-store');
  res.redirect(303, page.href);
  return 'streamed';
});

const finishProviderSignInRoute = implement(finishProviderSignIn)(async (ctx, call) => {
  const { provider, code, state } = call.body;
  assertOffered(ctx, provider);
  // An answer without a code is a refusal, or no answer: state and cookie need not be looked at.
  if (code === '' || state === '') throw refusedByProvider('no_code');
  const answer = await ask(ctx, call, async (api, { headers }) => {
    const response = await api.callbackOAuth({
      params: { id: provider },
      query: { code, state },
      headers,
      asResponse: true,
    });
    return { headers: response.headers, response };
  });
  const { twoFactorRedirect } = (await answer.json().catch(() => ({}))) as { twoFactorRedirect?: boolean };
  if (twoFactorRedirect) return { status: 200, body: { two_factor: true } };
  const error = new URL(answer.headers.get('location') ?? '?error=none', ctx.config.publicUrl).searchParams.get(
    'error',
  );
  if (error !== null) throw refusedByProvider(error);
  return { status: 200, body: { two_factor: false } };
});

function assertOffered({ providers }: ApiContext, wanted: string): void {
  if (providers.some(({ id }) => id === wanted)) return;
  throw new ParleyError('not_found', 'provider_not_set_up', 'Signing in this way is not set up here.');
}

export const providerRoutes: readonly Route[] = [
  listSignInProvidersRoute,
  beginProviderSignInRoute,
  returnFromProviderRoute,
  finishProviderSignInRoute,
];
