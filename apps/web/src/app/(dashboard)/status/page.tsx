import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { PAGE_FACTS } from '../../../http/page-facts.ts';
import { StatusClient } from './client.tsx';
import { parseStatusSearch } from './search-params.ts';

export const metadata: Metadata = { title: 'Status' };

type StatusPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function StatusPage({ searchParams }: StatusPageProps) {
  const chatPageUrl = (await headers()).get(PAGE_FACTS.chatPageUrl);
  return <StatusClient search={parseStatusSearch(await searchParams)} chatPageUrl={chatPageUrl} />;
}
