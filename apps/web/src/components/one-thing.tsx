'use client';

import type { ApiError } from '@parley/sdk/api-error';
import type { MemberPermission } from '@parley/shared/roles';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { isSurprise } from '../api/is-surprise.ts';
import { NotForRole } from './not-for-role.tsx';
import { PageFailure } from './page-failure.tsx';
import { useSession } from './signed-in.tsx';
import { TableSkeleton } from './table.tsx';

export type OneThingProps<T> = {
  /** What it is called, in small letters: `order`. What is read stands under this key, and its id. */
  name: string;
  id: string;
  asks: MemberPermission;
  read: (signal: AbortSignal) => Promise<T>;
  children: (thing: T) => ReactNode;
};

/** A page about one thing: for whom it is, while it is read, and when it cannot be. */
export function OneThing<T>({ name, id, asks, read, children }: OneThingProps<T>) {
  const { may } = useSession();
  const { data, error, refetch } = useQuery({
    queryKey: [name, id],
    queryFn: ({ signal }) => read(signal),
    enabled: may(asks),
    throwOnError: isSurprise,
  });
  const title = name.charAt(0).toUpperCase() + name.slice(1);
  if (!may(asks)) return <NotForRole title={title} />;
  if (data) return children(data);
  if (!error) return <TableSkeleton what={`the ${name}`} />;
  return (
    <PageFailure
      page={title}
      title={`The ${name} cannot be read.`}
      failure={error as ApiError}
      onRetry={() => void refetch()}
    />
  );
}
