import type { Metadata } from 'next';
import { VerifyEmail } from './client.tsx';

export const metadata: Metadata = { title: 'Confirm your address' };

export default function VerifyEmailPage() {
  return <VerifyEmail />;
}
