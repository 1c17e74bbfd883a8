import type { Metadata } from 'next';
import { WebhookClient } from './client.tsx';

export const metadata: Metadata = { title: 'Webhook' };

export default async function WebhookPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <WebhookClient id={id} />;
}
