import type { Outgoing } from '../conversation/outbox.ts';
import type { Connection } from '../net/follow.ts';

/** Everything that a visitor reads, except what people and agents write. */
export const words = {
  agent: 'Assistant',
  person: 'Team',
  chat: 'Chat',
  open: 'Open chat',
  close: 'Close chat',
  conversation: 'Conversation',
  write: 'Write a message',
  send: 'Send message',
  sendAgain: 'Send again',
  newMessages: 'New messages',
  connecting: 'Connecting…',
  isTyping: (name: string) => `${name} is typing`,
  unread: (unread: number) => `${unread} new ${unread === 1 ? 'message' : 'messages'}`,
  tooLong: (length: number, max: number) => `${length.toLocaleString()} of at most ${max.toLocaleString()} characters`,
};

export function stateWords(state: Outgoing['state'], isWaiting: boolean): string {
  switch (state.kind) {
    case 'accepted':
      return 'Sent';
    case 'queued':
      return isWaiting ? 'Waiting for the connection…' : 'Sending…';
    case 'refused':
      return state.reason === 'stale' ? 'Not sent: it waited too long' : 'Not sent: it was not accepted';
  }
}

/** What stands above the conversation when something is wrong, or null. One failure alone is not worth a word. */
export function connectionWords(connection: Connection, isOnline: boolean): string | null {
  if (connection.kind === 'closed') return 'This chat is not available on this page.';
  if (!isOnline) return 'You are offline. What you write is kept and sent when you are back.';
  if (connection.kind === 'waiting' && connection.failures > 1) {
    return 'No connection at the moment. What you write is kept; trying again…';
  }
  return null;
}
