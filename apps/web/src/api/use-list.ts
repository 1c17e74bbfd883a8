'use client';

import type { ApiError } from '@parley/sdk/api-error';
import { useInfiniteQuery } from '@tanstack/react-query';
import { isSurprise } from './is-surprise.ts';

type Page<T> = { data: T[]; next_cursor: string | null };
type Read<T> = (query: { limit: number; starting_after?: string }, signal: AbortSignal) => Promise<Page<T>>;

/** A list that grows by a page when more is asked for. */
export function useList<T>(key: readonly unknown[], read: Read<T>, { enabled = true } = {}) {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => read({ limit: 100, starting_after: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    enabled,
    throwOnError: isSurprise,
  });
  return {
    items: query.data?.pages.flatMap(({ data }) => data),
    failure: query.error as ApiError | null,
    hasMore: query.hasNextPage,
    readingMore: query.isFetchingNextPage,
    readMore: () => void query.fetchNextPage(),
    readNow: () => void query.refetch(),
  };
}
