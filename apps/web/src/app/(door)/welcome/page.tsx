import type { Metadata } from 'next';
import { Welcome } from './client.tsx';

export const metadata: Metadata = { title: 'Your organisation' };

type WelcomePageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** `?new`: another organisation, although there is one to work in. */
export default async function WelcomePage({ searchParams }: WelcomePageProps) {
  return <Welcome another={(await searchParams).new !== undefined} />;
}
