import type { Metadata } from 'next';
import { OrganisationClient } from './client.tsx';

export const metadata: Metadata = { title: 'Settings' };

export default function OrganisationPage() {
  return <OrganisationClient />;
}
