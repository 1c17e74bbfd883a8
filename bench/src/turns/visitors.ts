import { type Installation, PAGE } from '../installation.ts';
import type { poster, Send } from './load.ts';

/** So many that none of them looks like a machine to the breaker, which would hand their lane to people. */
export const VISITORS = 3_000;

/** People in the sample clinic's chat, who write one after the other. */
export async function visitors(
  { channelId }: Pick<Installation, 'channelId'>,
  post: ReturnType<typeof poster>['post'],
  count = VISITORS,
): Promise<Send> {
  const tokens: string[] = [];
  const open = async () => {
    const opened = await post('/v1/chat/sessions', { origin: PAGE }, { channel: channelId }, 201);
    tokens.push((opened as { token: string }).token);
  };
  while (tokens.length < count) await Promise.all(Array.from({ length: 20 }, open));
  return async (n) => {
    const headers = { origin: PAGE, authorization: `Bearer ${tokens[n % count]}` };
    await post('/v1/chat/messages', headers, { id: `m${n}`, text: `When are you open on Saturday? (${n})` }, 202);
  };
}
