'use client';

import { ApiError } from '@parley/sdk/api-error';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { stillShown } from '../view/shown-organisation.ts';
import { api } from './client.ts';
import { isSurprise } from './is-surprise.ts';
import { shownOrganisation } from './shown-organisation.ts';

/** `active` is where the session works, `shown` what this tab shows: they part when another tab goes elsewhere. */
export type Me = Awaited<ReturnType<typeof api.readMe>> & { shown: string | null };

export const ME_KEY = ['me'];

/** Asked first without a session being needed: to be signed out is no error, on a page that is open to everyone. */
async function readMe(signal: AbortSignal): Promise<Me | null> {
  const { user } = await api.getSession({ signal });
  const me = user && (await api.readMe({ signal }).catch(nullIfSignedOut));
  if (!me) {
    shownOrganisation.set(null);
    return null;
  }
  const shown = stillShown(shownOrganisation.get(), me);
  shownOrganisation.set(shown);
  return { ...me, shown };
}

function nullIfSignedOut(error: unknown): null {
  if (error instanceof ApiError && error.status === 401) return null;
  throw error;
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

/** Someone else signed in or out, or this tab goes to another organisation: nothing that was read before is shown again. */
export function useFreshStart() {
  const client = useQueryClient();
  return async () => {
    // One that is on its way still says what was.
    await client.cancelQueries({ queryKey: ME_KEY });
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'status' && queryKey[0] !== ME_KEY[0] });
    shownOrganisation.set(null);
    await client.fetchQuery({ queryKey: ME_KEY, queryFn: ({ signal }) => readMe(signal) });
  };
}
