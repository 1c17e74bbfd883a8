import type { Metadata } from 'next';
import { MembersClient } from './client.tsx';

export const metadata: Metadata = { title: 'Members' };

export default function MembersPage() {
  return <MembersClient />;
}
