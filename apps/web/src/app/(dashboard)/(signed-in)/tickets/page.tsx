import type { Metadata } from 'next';
import { parseShowSearch } from '../../../../view/operations.ts';
import { TicketsClient } from './client.tsx';

export const metadata: Metadata = { title: 'Tickets' };

type TicketsPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function TicketsPage({ searchParams }: TicketsPageProps) {
  const { show } = parseShowSearch(await searchParams);
  return <TicketsClient all={show === 'all'} />;
}
