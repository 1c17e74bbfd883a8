'use client';

import '../api/no-eval.ts';
import { ApiError } from '@parley/sdk/api-error';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ThemeProvider } from 'next-themes';
import { type ReactNode, useState } from 'react';
import { ME_KEY } from '../api/use-me.ts';

const MOVED = ['not_signed_in', 'no_organisation', 'works_elsewhere'];

const makeQueryClient = () => {
  /** The session ended, went elsewhere, or its person is no member any more: who we are is asked anew, and the pages follow. */
  const onError = (error: Error) => {
    if (error instanceof ApiError && MOVED.includes(error.code)) void client.invalidateQueries({ queryKey: ME_KEY });
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      // The api is asked on our own origin: the browser's opinion on "online" says nothing about it.
      queries: { networkMode: 'always', retry: false },
      mutations: { networkMode: 'always' },
    },
  });
  return client;
};

export function Providers({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  const [queryClient] = useState(makeQueryClient);
  return (
    <ThemeProvider attribute="class" enableColorScheme={false} disableTransitionOnChange nonce={nonce}>
      <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
    </ThemeProvider>
  );
}
