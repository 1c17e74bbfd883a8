import type { ChatMessage } from '@parley/shared/contract/chat';

/** A message at place `n` of a conversation. */
export const message = (n: number, over: Partial<ChatMessage> = {}): ChatMessage => ({
  id: `rep_${n}`,
  cursor: String(n).padStart(6, '0'),
  author: 'agent',
  text: `text ${n}`,
  at: new Date(Date.UTC(2031, 4, 1, 10, 0, n)).toISOString(),
  client_message_id: null,
  turn_id: null,
  model: null,
  ...over,
});

export const own = (n: number, id: string, over: Partial<ChatMessage> = {}): ChatMessage =>
  message(n, { id: `msg_${n}`, author: 'visitor', client_message_id: id, ...over });

export function memoryStorage(): Storage {
  const entries = new Map<string, string>();
  // A page reads the names of what is stored as the object's own keys.
  const storage = {
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, value: string) => void entries.set(key, value),
    removeItem: (key: string) => void entries.delete(key),
  };
  return new Proxy(storage as Storage, {
    ownKeys: () => [...entries.keys()],
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
  });
}
