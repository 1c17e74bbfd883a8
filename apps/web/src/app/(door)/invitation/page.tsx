import type { Metadata } from 'next';
import { AcceptInvitation } from './client.tsx';

export const metadata: Metadata = { title: 'Invitation' };

export default function InvitationPage() {
  return <AcceptInvitation />;
}
