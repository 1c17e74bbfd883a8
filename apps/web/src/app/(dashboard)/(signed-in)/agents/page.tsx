import type { Metadata } from 'next';
import { parseAgentSearch } from '../../../../view/agents.ts';
import { AgentsClient } from './client.tsx';

export const metadata: Metadata = { title: 'Agents' };

type AgentsPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function AgentsPage({ searchParams }: AgentsPageProps) {
  return <AgentsClient search={parseAgentSearch(await searchParams)} />;
}
