'use client';

import type { ApiError } from '@parley/sdk/api-error';
import { useQuery } from '@tanstack/react-query';
import { api } from './client.ts';
import { isSurprise } from './is-surprise.ts';

export function usePlan() {
  const { data, error, refetch } = useQuery({
    queryKey: ['plan'],
    queryFn: ({ signal }) => api.readPlan({ signal }),
    throwOnError: isSurprise,
  });
  return { plan: data, failure: error as ApiError | null, readNow: () => void refetch() };
}
