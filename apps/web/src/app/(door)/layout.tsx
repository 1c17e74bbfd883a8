import Link from 'next/link';
import type { ReactNode } from 'react';
import { Mark } from '../../components/mark.tsx';
import { ThemeToggle } from '../../components/theme-toggle.tsx';

/** Pages on the way in: nothing to navigate to yet. */
export default function DoorLayout({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col px-4">
      <header className="mx-auto flex h-14 w-full max-w-6xl items-center justify-between">
        <Link href="/status" className="rounded-md">
          <Mark />
        </Link>
        <ThemeToggle />
      </header>
      <main className="mx-auto w-full max-w-sm py-8 sm:py-16">{children}</main>
    </div>
  );
}
