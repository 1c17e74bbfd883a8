import type { Metadata } from 'next';
import { RunClient } from './client.tsx';

export const metadata: Metadata = { title: 'Run' };

export default async function RunPage({ params }: { params: Promise<{ id: string }> }) {
  return <RunClient id={(await params).id} />;
}
