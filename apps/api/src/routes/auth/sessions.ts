import { listSessions, revokeSession } from '@parley/shared/contract/auth';
import { ParleyError } from '@parley/shared/errors';
import { ask, done } from '../../auth/ask.ts';
import { implement } from '../../http/route.ts';

export const listSessionsRoute = implement(listSessions)(async (ctx, call) => {
  const sessions = await ask(ctx, call, (api, given) => api.listSessions(given));
  const newestFirst = sessions.toSorted((a, b) => (a.id < b.id ? 1 : -1));
  return {
    status: 200,
    body: {
      data: newestFirst.map((session) => ({
        id: session.id,
        current: session.id === call.caller.user.sessionId,
        created_at: session.createdAt.toISOString(),
        expires_at: session.expiresAt.toISOString(),
        user_agent: session.userAgent ?? null,
      })),
    },
  };
});

export const revokeSessionRoute = implement(revokeSession)(async (ctx, call) => {
  const sessions = await ask(ctx, call, (api, given) => api.listSessions(given));
  const session = sessions.find(({ id }) => id === call.body.id);
  if (!session) throw new ParleyError('not_found', 'no_such_session', 'You have no such session.');
  await ask(ctx, call, (api, given) => api.revokeSession({ body: { token: session.token }, ...given }));
  return done;
});
