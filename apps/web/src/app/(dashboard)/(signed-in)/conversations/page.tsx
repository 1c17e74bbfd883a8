import type { Metadata } from 'next';
import { parseConversationSearch } from '../../../../view/conversations.ts';
import { ConversationsClient } from './client.tsx';

export const metadata: Metadata = { title: 'Conversations' };

type ConversationsPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ConversationsPage({ searchParams }: ConversationsPageProps) {
  return <ConversationsClient search={parseConversationSearch(await searchParams)} />;
}
