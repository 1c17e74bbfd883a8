import type { Metadata } from 'next';
import { KeysClient } from './client.tsx';

export const metadata: Metadata = { title: 'API keys' };

export default function KeysPage() {
  return <KeysClient />;
}
