import { Redis } from 'ioredis';
import { ANSWER_MS, CONNECT_MS, KEEP_ALIVE_MS } from '../store/patience.ts';
import type { OpenWire } from './wire.ts';

const CHANNEL = 'parley:live';

/** A connection that subscribes may do nothing else, so a listening process has two. */
export const openRedisWire: OpenWire = async (url, onPayload) => {
  const publisher = new Redis(url, {
    lazyConnect: true,
    connectTimeout: CONNECT_MS,
    commandTimeout: ANSWER_MS,
    keepAlive: KEEP_ALIVE_MS,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    retryStrategy: () => null,
  });
  const subscriber = publisher.duplicate();
  const lost = new Promise<Error>((resolve) => {
    for (const connection of [publisher, subscriber]) {
      connection.on('error', resolve);
      connection.on('end', () => resolve(new Error('Redis closed the connection')));
    }
  });
  subscriber.on('message', (_channel, payload) => onPayload(payload));
  await publisher.connect();

  async function subscribe() {
    await subscriber.connect();
    await subscriber.subscribe(CHANNEL);
  }

  let listening: Promise<void> | null = null;
  return {
    lost,
    send: async (payloads) => void (await Promise.all(payloads.map((payload) => publisher.publish(CHANNEL, payload)))),
    listen: () => {
      listening ??= subscribe();
      return listening;
    },
    ping: async () => void (await Promise.all([publisher.ping(), listening && subscriber.ping()])),
    close: () => {
      publisher.disconnect();
      subscriber.disconnect();
    },
  };
};
