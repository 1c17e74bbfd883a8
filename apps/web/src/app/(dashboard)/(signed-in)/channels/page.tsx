import type { Metadata } from 'next';
import { ChannelsClient } from './client.tsx';

export const metadata: Metadata = { title: 'Channels' };

export default function ChannelsPage() {
  return <ChannelsClient />;
}
