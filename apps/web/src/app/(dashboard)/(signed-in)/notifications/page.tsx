import type { Metadata } from 'next';
import { NotificationsClient } from './client.tsx';

export const metadata: Metadata = { title: 'Notifications' };

export default function NotificationsPage() {
  return <NotificationsClient />;
}
