import type { Metadata } from 'next';
import { nextPath } from '../../../view/next-path.ts';
import { readMailUrl } from '../mail-url.ts';
import { SignUp } from './client.tsx';

export const metadata: Metadata = { title: 'Begin an account' };

type SignUpPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignUpPage({ searchParams }: SignUpPageProps) {
  const next = nextPath((await searchParams).next, '/welcome');
  return <SignUp next={next} mailUrl={await readMailUrl()} />;
}
