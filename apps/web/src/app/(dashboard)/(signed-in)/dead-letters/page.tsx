import type { Metadata } from 'next';
import { parseShowSearch } from '../../../../view/operations.ts';
import { DeadLettersClient } from './client.tsx';

export const metadata: Metadata = { title: 'Dead letters' };

type DeadLettersPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function DeadLettersPage({ searchParams }: DeadLettersPageProps) {
  const { show } = parseShowSearch(await searchParams);
  return <DeadLettersClient all={show === 'all'} />;
}
