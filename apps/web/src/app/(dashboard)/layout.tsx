import { headers } from 'next/headers';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Header } from '../../components/header.tsx';
import { Mark } from '../../components/mark.tsx';
import { Navigation } from '../../components/navigation.tsx';
import { Toaster } from '../../components/toaster.tsx';
import { PAGE_FACTS } from '../../http/page-facts.ts';

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const chatPageUrl = (await headers()).get(PAGE_FACTS.chatPageUrl);
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[14.5rem_minmax(0,1fr)]">
      <a
        href="#content"
        className="sr-only z-20 rounded-md bg-surface px-3 py-2 focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to content
      </a>
      <aside className="sticky top-0 hidden h-dvh flex-col gap-6 overflow-y-auto border-border border-r px-4 py-4 md:flex">
        <Link href="/" className="self-start rounded-md px-2">
          <Mark />
        </Link>
        <Navigation chatPageUrl={chatPageUrl} />
      </aside>
      <div className="min-w-0">
        <Header chatPageUrl={chatPageUrl} />
        <main id="content" className="mx-auto w-full max-w-6xl px-4 py-6 md:px-8 md:py-8">
          {children}
        </main>
      </div>
      <Toaster />
    </div>
  );
}
