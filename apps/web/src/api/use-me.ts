'use client';

import { ApiError } from '@parley/sdk/api-error';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from './client.ts';
import { isSurprise } from './is-surprise.ts';

export type Me = Awaited<ReturnType<typeof api.readMe>>;

export const ME_KEY = ['me'];

/** Asked first without a session being needed: to be signed out is no error, on a page that is open to everyone. */
async function readMe(signal: AbortSignal): Promise<Me | null> {
  const { user } = await api.getSession({ signal });
  if (!user) return null;
  return api.readMe({ signal }).catch((error) => {
    if (error instanceof ApiError && error.status === 401) return null;
    throw error;
  });
}

/** Who is signed in; null: nobody; undefined: not known yet. */
export function useMe() {
  const { data, error, refetch } = useQuery({
    queryKey: ME_KEY,
    queryFn: ({ signal }) => readMe(signal),
    staleTime: 30_000,
    // In another tab they may have gone to work in another organisation.
    refetchOnWindowFocus: 'always',
    throwOnError: isSurprise,
  });
  return { me: data, failure: error as ApiError | null, readNow: () => void refetch() };
}

/** Someone else signed in or out, or works elsewhere now: nothing that was read before is shown again. */
export function useFreshStart() {
  const client = useQueryClient();
  return async () => {
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'status' && queryKey[0] !== ME_KEY[0] });
    await client.fetchQuery({ queryKey: ME_KEY, queryFn: ({ signal }) => readMe(signal) });
  };
}
