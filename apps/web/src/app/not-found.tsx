import type { Metadata } from 'next';
import { ButtonLink } from '../components/button.tsx';
import { Mark } from '../components/mark.tsx';

export const metadata: Metadata = { title: 'Page not found' };

export default function NotFound() {
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col items-start justify-center gap-4 px-4">
      <Mark />
      <h1 className="font-semibold text-xl tracking-tight">There is no page at this address</h1>
      <p className="text-muted">It may have moved, or the address has a typing error.</p>
      <ButtonLink href="/">Go to the dashboard</ButtonLink>
    </main>
  );
}
