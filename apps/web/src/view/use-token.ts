'use client';

import { useSyncExternalStore } from 'react';
import { tokenFrom } from './token.ts';

const subscribe = (listener: () => void) => {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
};

/** Null until the page runs: the server cannot know it. */
export const useToken = (): string | null =>
  useSyncExternalStore(
    subscribe,
    () => tokenFrom(location.hash),
    () => null,
  );
