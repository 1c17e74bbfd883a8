import type { Metadata } from 'next';
import { TeamsClient } from './client.tsx';

export const metadata: Metadata = { title: 'Teams' };

export default function TeamsPage() {
  return <TeamsClient />;
}
