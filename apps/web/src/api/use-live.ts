'use client';

import { ApiError } from '@parley/sdk/api-error';
import type { LiveChange } from '@parley/shared/contract/live';
import { type Query, type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { oldKeys } from '../view/what-is-old.ts';
import { api } from './client.ts';
import { followChanges, type LiveState } from './follow-changes.ts';
import { ME_KEY } from './use-me.ts';

/** What was read this short a time ago is not read again because a line was opened. */
const FRESH_MS = 2_000;

/**
 * Reads again what others change, while the page is seen. A hidden tab lets its line go: a browser has few of them for one
 * site, and whoever comes back to the tab reads everything again.
 */
export function useLive(): LiveState {
  const client = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');
  useEffect(() => {
    let leaving = new AbortController();
    const listen = () => {
      leaving.abort();
      leaving = new AbortController();
      if (document.hidden) return;
      void followChanges({
        open: (signal) => openLine(client, signal),
        onState: setState,
        onChange: (areas) => readAgain(client, areas),
        random: Math.random,
        signal: leaving.signal,
      });
    };
    listen();
    document.addEventListener('visibilitychange', listen);
    return () => {
      document.removeEventListener('visibilitychange', listen);
      leaving.abort();
    };
  }, [client]);
  return state;
}

async function* openLine(client: QueryClient, signal: AbortSignal) {
  try {
    yield* api.followChanges({ signal });
  } catch (error) {
    // Signed out, removed, or at work elsewhere by now: the pages follow.
    if (error instanceof ApiError && error.status !== null && error.status < 500) {
      void client.invalidateQueries({ queryKey: ME_KEY });
    }
    throw error;
  }
}

function readAgain(client: QueryClient, areas: LiveChange['areas']): void {
  const old = oldKeys(areas);
  const isOld = ({ queryKey: [key], state }: Query) =>
    old === 'all' ? key !== 'status' && state.dataUpdatedAt < Date.now() - FRESH_MS : old.has(String(key));
  // A read that is on its way may have begun before the change: it is begun anew.
  void client.invalidateQueries({ predicate: isOld });
}
