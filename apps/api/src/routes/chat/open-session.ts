import { readIdentityToken } from '@parley/channels/web-chat/identity-token';
import { originAllowed } from '@parley/channels/web-chat/origins';
import { readVisitorToken, signVisitorToken } from '@parley/channels/web-chat/visitor-token';
import { type ChatChannel, findChatChannel, readGreeting } from '@parley/core/channels/find-chat-channel';
import { identitySecrets } from '@parley/core/channels/identity-secret';
import { identifyVisitor } from '@parley/core/contacts/identify-visitor';
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
  const visitor = (body.token && earlierVisitor(ctx, channel, body.token, origin)) || ctx.core.newId('contact');
  const named = body.identity === undefined ? null : await whoIs(ctx, channel, visitor, body.identity);
  const visitorId = named?.visitorId ?? visitor;
  const expiresAt = new Date(ctx.core.now().getTime() + ctx.config.chat.tokenDays * DAY_MS);
  const claims = { channelId: channel.id, orgId: channel.orgId, visitorId, origin: origin as string, expiresAt };
  return {
    status: 201,
    body: {
      token: signVisitorToken(claims, ctx.config.secret),
      expires_at: expiresAt.toISOString(),
      agent: { name, greeting, model_label: model?.demo ? model.label : null },
      ...(named && { identity: { verified: named.visitorId !== null, message: named.message } }),
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

type Named = { visitorId: string | null; message: string };

/** A site that signs wrongly has its visitors all the same: they chat as they would without. */
async function whoIs(ctx: ApiContext, channel: ChatChannel, visitorId: string, token: string): Promise<Named> {
  const secrets = await identitySecrets(ctx.core, { orgId: channel.orgId, id: channel.id });
  if (secrets.length === 0) return { visitorId: null, message: 'This channel has no identity secret. Make one first.' };
  const reading = readIdentityToken(token, { secrets, channelId: channel.id, now: ctx.core.now() });
  if (reading.kind === 'refused') return { visitorId: null, message: `The identity was refused. ${reading.why}` };
  const { orgId, id: channelId } = channel;
  return identifyVisitor(ctx.core, { orgId, channelId, visitorId, identity: reading.identity }).then(
    (known) => ({ visitorId: known, message: 'The visitor is known.' }),
    (error: unknown) => {
      if (!(error instanceof ParleyError)) throw error;
      return { visitorId: null, message: error.message };
    },
  );
}

/** A figure that cannot be had is no reason to refuse a visitor. */
const whoAnswers = (ctx: ApiContext) =>
  ctx.status.read().then(
    ({ model }) => model,
    () => ctx.status.lastModel(),
  );
