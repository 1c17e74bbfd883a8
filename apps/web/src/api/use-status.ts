'use client';

import type { Status } from '@parley/shared/contract/status';
import { useQuery } from '@tanstack/react-query';
import { api } from './client.ts';
import { type Reading, readAgain } from './reading.ts';

export const STATUS_EVERY_MS = 5_000;
const QUERY_KEY = ['status'];

/** The state of the installation, read again every few seconds while the page is seen. Pages and header share one reading. */
export function useStatus() {
  const { data, refetch, isFetching } = useQuery<Reading<Status>>({
    queryKey: QUERY_KEY,
    queryFn: ({ signal, client }) =>
      readAgain(
        client.getQueryData<Reading<Status>>(QUERY_KEY),
        () => api.readStatus({ signal, timeoutMs: STATUS_EVERY_MS }),
        Date.now,
      ),
    refetchInterval: STATUS_EVERY_MS,
    throwOnError: true,
  });
  return {
    last: data?.last ?? null,
    failure: data?.failure ?? null,
    isReading: isFetching,
    readNow: () => void refetch(),
  };
}
