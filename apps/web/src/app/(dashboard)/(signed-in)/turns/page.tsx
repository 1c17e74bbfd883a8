import type { Metadata } from 'next';
import { parseTurnSearch } from '../../../../view/turn-list.ts';
import { TurnsClient } from './client.tsx';

export const metadata: Metadata = { title: 'Turns' };

type TurnsPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function TurnsPage({ searchParams }: TurnsPageProps) {
  return <TurnsClient search={parseTurnSearch(await searchParams)} />;
}
