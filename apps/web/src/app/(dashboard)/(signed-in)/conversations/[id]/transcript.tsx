'use client';

import type { ApiError } from '@parley/sdk/api-error';
import type { Conversation, ConversationLine } from '@parley/shared/contract/conversations';
import { useInfiniteQuery } from '@tanstack/react-query';
import { api } from '../../../../../api/client.ts';
import { isSurprise } from '../../../../../api/is-surprise.ts';
import { Button } from '../../../../../components/button.tsx';
import { LoadFailure } from '../../../../../components/failure.tsx';
import { Card } from '../../../../../components/section.tsx';
import { Empty, TableSkeleton } from '../../../../../components/table.tsx';
import { endsItsTurn } from '../../../../../view/conversations.ts';
import { Line } from './line.tsx';

/** The newest lines, and earlier ones when asked for. */
function useLines(id: string) {
  return useInfiniteQuery({
    queryKey: ['lines', id],
    queryFn: ({ pageParam, signal }) =>
      api.listConversationLines({ params: { id }, query: { limit: 50, before: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ data, has_more }) => (has_more ? data[0]?.cursor : undefined),
    throwOnError: isSurprise,
  });
}

export function Transcript({ conversation }: { conversation: Conversation }) {
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useLines(conversation.id);
  if (!data) {
    if (!error) return <TableSkeleton what="what was said" />;
    return (
      <LoadFailure title="What was said cannot be read." failure={error as ApiError} onRetry={() => void refetch()} />
    );
  }
  const lines = data.pages.toReversed().flatMap((page) => page.data);
  if (lines.length === 0) {
    return <Empty title="Nothing stands here.">What was said may have been erased.</Empty>;
  }
  return (
    <Card>
      {/* Laid out from its end, so that the browser keeps the newest line in sight without a script. */}
      <div className="flex max-h-[65dvh] min-h-40 flex-col-reverse overflow-y-auto px-4 py-4 md:px-6">
        <div>
          {hasNextPage && (
            <div className="mb-4 flex justify-center">
              <Button onClick={() => void fetchNextPage()} disabled={isFetchingNextPage}>
                {isFetchingNextPage ? 'Reading…' : 'Show what was said before'}
              </Button>
            </div>
          )}
          <Lines conversation={conversation} lines={lines} />
        </div>
      </div>
    </Card>
  );
}

const Lines = ({ conversation, lines }: { conversation: Conversation; lines: ConversationLine[] }) => (
  <div role="log" aria-label="What was said">
    <ol className="flex flex-col gap-4">
      {lines.map((line, place) => (
        <Line key={line.id} conversation={conversation} line={line} last={endsItsTurn(line, lines[place + 1])} />
      ))}
      {conversation.running && (
        <li className="self-end text-muted text-xs">{conversation.agent.name} is at work on an answer…</li>
      )}
    </ol>
  </div>
);
