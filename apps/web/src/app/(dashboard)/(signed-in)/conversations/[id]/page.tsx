import type { Metadata } from 'next';
import { ConversationClient } from './client.tsx';

export const metadata: Metadata = { title: 'Conversation' };

export default async function ConversationPage({ params }: { params: Promise<{ id: string }> }) {
  return <ConversationClient id={(await params).id} />;
}
