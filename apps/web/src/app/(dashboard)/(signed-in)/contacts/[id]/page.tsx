import type { Metadata } from 'next';
import { ContactClient } from './client.tsx';

export const metadata: Metadata = { title: 'Contact' };

export default async function ContactPage({ params }: { params: Promise<{ id: string }> }) {
  return <ContactClient id={(await params).id} />;
}
