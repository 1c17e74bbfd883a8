import type { Metadata } from 'next';
import { OrderClient } from './client.tsx';

export const metadata: Metadata = { title: 'Order' };

export default async function OrderPage({ params }: { params: Promise<{ id: string }> }) {
  return <OrderClient id={(await params).id} />;
}
