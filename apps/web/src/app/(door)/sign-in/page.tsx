import type { Metadata } from 'next';
import { nextPath } from '../../../view/next-path.ts';
import { SignIn } from './client.tsx';

export const metadata: Metadata = { title: 'Sign in' };

type SignInPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignInPage({ searchParams }: SignInPageProps) {
  return <SignIn next={nextPath((await searchParams).next, '/welcome')} />;
}
