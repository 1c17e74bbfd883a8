import { createHash } from 'node:crypto';

/**
 * A name for "this person on this channel" that tells nobody who it is: their page listens for it before their first
 * message has given the conversation an id.
 */
export const audienceOf = (orgId: string, channelId: string, address: string): string =>
  createHash('sha256').update(`${orgId}\n${channelId}\n${address}`).digest('base64url').slice(0, 22);
