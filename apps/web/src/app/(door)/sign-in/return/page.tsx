import type { Metadata } from 'next';
import { Return } from './client.tsx';

export const metadata: Metadata = { title: 'Signing in' };

export default function ReturnPage() {
  return <Return />;
}
