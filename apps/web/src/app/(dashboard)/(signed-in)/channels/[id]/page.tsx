import type { Metadata } from 'next';
import { ChannelClient } from './client.tsx';

export const metadata: Metadata = { title: 'Channel' };

export default async function ChannelPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <ChannelClient id={id} />;
}
