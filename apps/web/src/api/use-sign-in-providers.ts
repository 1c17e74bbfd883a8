'use client';

import { useQuery } from '@tanstack/react-query';
import { api } from './client.ts';

export type SignInProvider = Awaited<ReturnType<typeof api.listSignInProviders>>['data'][number];

/** With whom one may sign in here. While that is not known, or cannot be read, there is the password: nobody has to wait. */
export function useSignInProviders(): readonly SignInProvider[] {
  const { data } = useQuery({
    queryKey: ['sign-in-providers'],
    queryFn: ({ signal }) => api.listSignInProviders({ signal }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: 1,
  });
  return data?.data ?? [];
}
