import { createClient } from '@parley/sdk/client';
import { type ChatMessage, chatDraftSchema, chatMessageSchema } from '@parley/shared/contract/chat';
import { PAGE } from './platform.ts';

/** Someone on the clinic's web page: a session, an open event stream, and what has appeared on the page. */
export type Visitor = {
  token: string;
  client: ReturnType<typeof createClient>;
  /** As on the page: in the order of arrival. */
  seen: ChatMessage[];
  typing: boolean[];
  /** What was there to read of an answer that was being written; `null`: it was taken back. */
  drafts: (string | null)[];
  say(text: string, id?: string): ReturnType<ReturnType<typeof createClient>['sendChatMessage']>;
  texts(): string[];
  /** Opens the event stream, from the newest message that was seen. */
  listen(): void;
  leave(): void;
};

let said = 0;

export async function visit({
  url,
  channelId,
  page = PAGE,
}: {
  url: string;
  channelId: string;
  page?: string;
}): Promise<Visitor> {
  const guest = createClient({ baseUrl: url, headers: { Origin: page } });
  const { token } = await guest.openChatSession({ body: { channel: channelId } });
  const client = createClient({ baseUrl: url, token, headers: { Origin: page } });
  const seen: ChatMessage[] = [];
  const typing: boolean[] = [];
  const drafts: (string | null)[] = [];
  let stream = new AbortController();

  async function read(signal: AbortSignal): Promise<void> {
    const after = seen.at(-1)?.cursor;
    for await (const event of client.followChat({ query: { after }, signal })) {
      if (event.event === 'message') seen.push(chatMessageSchema.parse(JSON.parse(event.data)));
      if (event.event === 'draft') drafts.push(chatDraftSchema.parse(JSON.parse(event.data)).text);
      if (event.event === 'draft_reset') drafts.push(null);
      if (event.event === 'typing') typing.push((JSON.parse(event.data) as { active: boolean }).active);
    }
  }

  return {
    token,
    client,
    seen,
    typing,
    drafts,
    say: (text, id = `said-${said++}`) => client.sendChatMessage({ body: { id, text } }),
    texts: () => seen.map(({ author, text }) => `${author}: ${text}`),
    listen() {
      stream = new AbortController();
      read(stream.signal).catch(() => {});
    },
    leave: () => stream.abort(),
  };
}
