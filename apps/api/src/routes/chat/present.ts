import type { VisitorClaims } from '@parley/channels/web-chat/visitor-token';
import type { Said, Visitor } from '@parley/core/conversations/read-transcript';
import type { TurnState } from '@parley/core/turns/transitions';
import type { ChatMessage, turnStatusSchema } from '@parley/shared/contract/chat';
import type { z } from 'zod';
import { cursorOf } from './cursor.ts';

/** What was said, as the visitor sees it. */
export const messageOf = (said: Said): ChatMessage => ({
  id: said.id,
  cursor: cursorOf(said.seq),
  author: said.author,
  text: said.text,
  at: said.at.toISOString(),
  client_message_id: said.clientId,
  turn_id: said.turnId,
  model: said.model,
});

export const visitorOf = (claims: VisitorClaims): Visitor => ({
  orgId: claims.orgId,
  channelId: claims.channelId,
  visitorId: claims.visitorId,
});

const STATUS: Record<TurnState, z.infer<typeof turnStatusSchema>> = {
  collecting: 'waiting',
  ready: 'waiting',
  running: 'working',
  replied: 'answered',
  silent: 'silent',
  blocked: 'answered',
  handed_off: 'answered',
  superseded: 'waiting',
  dead: 'failed',
};

export const statusOf = (state: TurnState): z.infer<typeof turnStatusSchema> => STATUS[state];
