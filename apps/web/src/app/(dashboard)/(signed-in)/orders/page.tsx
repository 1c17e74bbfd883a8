import type { Metadata } from 'next';
import { parseOrderSearch } from '../../../../view/orders.ts';
import { OrdersClient } from './client.tsx';

export const metadata: Metadata = { title: 'Orders' };

type OrdersPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function OrdersPage({ searchParams }: OrdersPageProps) {
  return <OrdersClient search={parseOrderSearch(await searchParams)} />;
}
