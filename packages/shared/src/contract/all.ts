import { followChat, listChatMessages, openChatSession, sendChatMessage } from './chat.ts';
import type { Endpoint } from './endpoint.ts';
import { readStatus } from './status.ts';

/** The whole public API, in the order of its reference page. A route that is not here cannot be mounted. */
export const contract = [
  openChatSession,
  sendChatMessage,
  listChatMessages,
  followChat,
  readStatus,
] as const satisfies readonly Endpoint[];
