import { originAllowed } from '@parley/channels/web-chat/origins';
import { readVisitorToken, signVisitorToken } from '@parley/channels/web-chat/visitor-token';
import { type ChatChannel, findChatChannel, readGreeting } from '@parley/core/channels/find-chat-channel';
import { openChatSession } from '@parley/shared/contract/chat';
import { ParleyError } from '@parley/shared/errors';
import type { ApiContext } from '../../context.ts';
import { implement } from '../../http/route.ts';

const DAY_MS = 86_400_000;
/** So long after its end an old token still finds its chat again; a copy of it does not live for ever. */
const RENEWABLE_DAYS = 30;

export const openSession = implement(openChatSession)(async (ctx, { body, origin }) => {
  const channel = await findChatChannel(ctx.lookup, body.channel);
  // An unknown channel and a page that is not on its list are refused alike: the list is nobody's business.
  if (!channel || !originAllowed(origin, channel.allowedOrigins)) {
    throw new ParleyError(
      'forbidden',
      'chat_not_allowed_here',
      'This page may not open this chat. Check the channel id, and that the page’s origin is on the channel’s list.',
    );
  }
  const { name, greeting } = await readGreeting(ctx.core, channel);
  const model = await whoAnswers(ctx);
  const visitorId = (body.token && earlierVisitor(ctx, channel, body.token, origin)) || ctx.core.newId('contact');
  const expiresAt = new Date(ctx.core.now().getTime() + ctx.config.chat.tokenDays * DAY_MS);
  const claims = { channelId: channel.id, orgId: channel.orgId, visitorId, origin: origin as string, expiresAt };
  return {
    status: 201,
    body: {
      token: signVisitorToken(claims, ctx.config.secret),
      expires_at: expiresAt.toISOString(),
      agent: { name, greeting, model_label: model?.demo ? model.label : null },
    },
  };
});

/** The visitor of an earlier token, also an expired one, if it was for this chat on this page. */
function earlierVisitor(ctx: ApiContext, channel: ChatChannel, token: string, origin: string | null): string | null {
  const reading = readVisitorToken(token, { secret: ctx.config.secret, now: ctx.core.now(), origin });
  if (reading.kind !== 'ok' && reading.kind !== 'expired') return null;
  if (ctx.core.now().getTime() - reading.claims.expiresAt.getTime() > RENEWABLE_DAYS * DAY_MS) return null;
  return reading.claims.channelId === channel.id ? reading.claims.visitorId : null;
}

/** A figure that cannot be had is no reason to refuse a visitor. */
const whoAnswers = (ctx: ApiContext) =>
  ctx.status.read().then(
    ({ model }) => model,
    () => ctx.status.lastModel(),
  );
