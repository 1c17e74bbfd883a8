import type { Metadata } from 'next';
import { parseRunSearch } from '../../../../view/runs.ts';
import { RunsClient } from './client.tsx';

export const metadata: Metadata = { title: 'Runs' };

type RunsPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function RunsPage({ searchParams }: RunsPageProps) {
  return <RunsClient search={parseRunSearch(await searchParams)} />;
}
