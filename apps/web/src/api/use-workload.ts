'use client';

import type { ApiError } from '@parley/sdk/api-error';
import { useQuery } from '@tanstack/react-query';
import { api } from './client.ts';
import { isSurprise } from './is-surprise.ts';
import { STATUS_EVERY_MS } from './use-status.ts';

/** What waits in the organisation that this tab shows. It ages by itself, so it is read again and again. */
export function useWorkload({ enabled }: { enabled: boolean }) {
  const { data, error } = useQuery({
    queryKey: ['workload'],
    queryFn: ({ signal }) => api.readWorkload({ signal, timeoutMs: STATUS_EVERY_MS }),
    refetchInterval: STATUS_EVERY_MS,
    enabled,
    throwOnError: isSurprise,
  });
  return { workload: data, failure: error as ApiError | null };
}
