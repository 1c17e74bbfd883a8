import type { Metadata } from 'next';
import { AgentClient } from './client.tsx';

export const metadata: Metadata = { title: 'Agent' };

type AgentPageProps = { params: Promise<{ id: string }> };

export default async function AgentPage({ params }: AgentPageProps) {
  return <AgentClient id={(await params).id} />;
}
