'use client';

import { useStatus } from '../api/use-status.ts';
import { AccountMenu } from './account-menu.tsx';
import { Badge } from './badge.tsx';
import { Bell } from './bell.tsx';
import { CommandMenu } from './command-menu.tsx';
import { LiveIndicator } from './live-indicator.tsx';
import { NavigationDrawer } from './navigation-drawer.tsx';
import { Skeleton } from './skeleton.tsx';
import { ThemeToggle } from './theme-toggle.tsx';

/** On every page: what kind of installation this is and who answers, so that a demo model is never taken for a real one. */
export function Header({ chatPageUrl }: { chatPageUrl: string | null }) {
  return (
    <header className="sticky top-0 z-10 border-border border-b bg-background/85 backdrop-blur">
      <div className="mx-auto flex h-14 max-w-6xl items-center gap-3 px-4 md:px-8">
        <div className="-ml-1 md:hidden">
          <NavigationDrawer chatPageUrl={chatPageUrl} />
        </div>
        <div className="min-w-0 flex-1">
          <WhoAnswers />
        </div>
        <LiveIndicator />
        <CommandMenu chatPageUrl={chatPageUrl} />
        <Bell />
        <div className="hidden sm:block">
          <ThemeToggle />
        </div>
        <AccountMenu />
      </div>
    </header>
  );
}

function WhoAnswers() {
  const { last, failure } = useStatus();
  if (!last) return failure ? null : <Skeleton className="h-6 w-56 max-w-full rounded-full" />;
  const { mode, model } = last.value;
  return (
    <div className="flex min-w-0 items-center gap-3">
      <Badge tone={mode === 'demo' ? 'warn' : 'muted'}>{mode === 'demo' ? 'Demo' : 'Production'}</Badge>
      <p className="line-clamp-3 text-muted text-xs leading-4 sm:line-clamp-2 sm:text-sm" title={model.label}>
        {model.label}
      </p>
    </div>
  );
}
