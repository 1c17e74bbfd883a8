import type { Metadata } from 'next';
import { parseCostsSearch } from '../../../../view/costs.ts';
import { CostsClient } from './client.tsx';

export const metadata: Metadata = { title: 'Costs' };

type CostsPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function CostsPage({ searchParams }: CostsPageProps) {
  return <CostsClient {...parseCostsSearch(await searchParams)} />;
}
