'use client';

import { useQuery } from '@tanstack/react-query';
import { Bell as BellIcon } from 'lucide-react';
import Link from 'next/link';
import { api } from '../api/client.ts';
import { isSurprise } from '../api/is-surprise.ts';
import { useMe } from '../api/use-me.ts';
import { unreadInWords } from '../view/notifications.ts';

const EVERY_MS = 60_000;

/** How much is unread, beside the way there. It hears of news at once, and looks now and then in case it did not. */
export function Bell() {
  const { me } = useMe();
  return me?.active ? <UnreadBell /> : null;
}

function UnreadBell() {
  const { data } = useQuery({
    queryKey: ['notifications', 'unread'],
    queryFn: ({ signal }) => api.countUnreadNotifications({ signal }),
    refetchInterval: EVERY_MS,
    throwOnError: isSurprise,
  });
  const { badge, label } = unreadInWords(data?.unread ?? 0);
  return (
    <Link
      href="/notifications"
      aria-label={label}
      title={label}
      className="relative inline-flex size-8 shrink-0 items-center justify-center rounded-md text-muted transition-colors hover:bg-raised hover:text-text"
    >
      <BellIcon aria-hidden="true" className="size-4" />
      {badge && (
        <span
          aria-hidden="true"
          className="absolute -top-0.5 left-4 inline-flex h-4 min-w-4 items-center justify-center rounded-full bg-accent px-1 font-medium text-[10px] text-surface tabular-nums"
        >
          {badge}
        </span>
      )}
    </Link>
  );
}
