import type { Metadata } from 'next';
import { RolesClient } from './client.tsx';

export const metadata: Metadata = { title: 'Roles' };

export default function RolesPage() {
  return <RolesClient />;
}
