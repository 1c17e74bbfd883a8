import type { Metadata } from 'next';
import { readMailUrl } from '../mail-url.ts';
import { ForgotPassword } from './client.tsx';

export const metadata: Metadata = { title: 'Choose a new password' };

export default async function ForgotPasswordPage() {
  return <ForgotPassword mailUrl={await readMailUrl()} />;
}
