'use client';

import type { ApiError } from '@parley/sdk/api-error';
import { useQuery } from '@tanstack/react-query';
import { isUnderWay } from '../view/runs.ts';
import { api } from './client.ts';
import { isSurprise } from './is-surprise.ts';

/** What is still under way is looked at again; what has ended never changes. */
const LOOK_AGAIN_MS = 2_000;

export function useRun(id: string, { enabled = true } = {}) {
  const { data, error, refetch } = useQuery({
    queryKey: ['run', id],
    queryFn: ({ signal }) => api.readRun({ params: { id }, signal }),
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? LOOK_AGAIN_MS : false),
    enabled,
    throwOnError: isSurprise,
  });
  return { run: data, failure: error as ApiError | null, readNow: () => void refetch() };
}
