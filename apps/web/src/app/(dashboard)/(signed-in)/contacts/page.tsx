import type { Metadata } from 'next';
import { parseContactSearch } from '../../../../view/contacts.ts';
import { ContactsClient } from './client.tsx';

export const metadata: Metadata = { title: 'Contacts' };

type ContactsPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ContactsPage({ searchParams }: ContactsPageProps) {
  return <ContactsClient search={parseContactSearch(await searchParams)} />;
}
