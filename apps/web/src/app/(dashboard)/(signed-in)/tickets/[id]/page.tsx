import type { Metadata } from 'next';
import { TicketClient } from './client.tsx';

export const metadata: Metadata = { title: 'Ticket' };

export default async function TicketPage({ params }: { params: Promise<{ id: string }> }) {
  return <TicketClient id={(await params).id} />;
}
