import type { Metadata } from 'next';
import { parseCompareSearch } from '../../../../../view/runs.ts';
import { CompareClient } from './client.tsx';

export const metadata: Metadata = { title: 'Compare runs' };

type ComparePageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ComparePage({ searchParams }: ComparePageProps) {
  return <CompareClient {...parseCompareSearch(await searchParams)} />;
}
