'use client';

import { useRouter } from 'next/navigation';
import { api } from './client.ts';
import { useChange } from './use-change.ts';
import { useFreshStart } from './use-me.ts';

/** Ends this session, and leads to the sign-in page. */
export function useSignOut() {
  const router = useRouter();
  const startFresh = useFreshStart();
  return useChange<void, unknown>(() => api.signOut(), {
    failsAloud: true,
    onDone: async () => {
      router.push('/sign-in');
      await startFresh();
    },
  });
}
