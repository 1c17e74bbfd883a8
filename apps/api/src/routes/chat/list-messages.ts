import { readTranscript } from '@parley/core/conversations/read-transcript';
import { listChatMessages } from '@parley/shared/contract/chat';
import { implement } from '../../http/route.ts';
import { placeOf } from './cursor.ts';
import { messageOf, visitorOf } from './present.ts';

export const listMessages = implement(listChatMessages)(async (ctx, { visitor, query }) => {
  const page = { after: placeOf(query.after), limit: query.limit + 1 };
  const transcript = await readTranscript(ctx.core, visitorOf(visitor), page);
  const said = transcript?.said ?? [];
  const data = said.slice(0, query.limit).map(messageOf);
  const hasMore = said.length > query.limit;
  return {
    status: 200,
    body: { data, has_more: hasMore, next_cursor: hasMore ? (data.at(-1)?.cursor ?? null) : null },
  };
});
