import type { Metadata } from 'next';
import { IncidentClient } from './client.tsx';

export const metadata: Metadata = { title: 'Incident' };

export default async function IncidentPage({ params }: { params: Promise<{ id: string }> }) {
  return <IncidentClient id={(await params).id} />;
}
