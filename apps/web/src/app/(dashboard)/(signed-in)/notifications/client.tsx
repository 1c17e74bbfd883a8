'use client';

import Link from 'next/link';
import { api, type Notification } from '../../../../api/client.ts';
import { useChange } from '../../../../api/use-change.ts';
import { useList } from '../../../../api/use-list.ts';
import { Button } from '../../../../components/button.tsx';
import { Failure, LoadFailure } from '../../../../components/failure.tsx';
import { Moment } from '../../../../components/moment.tsx';
import { More } from '../../../../components/more.tsx';
import { PageTitle } from '../../../../components/page-title.tsx';
import { Card } from '../../../../components/section.tsx';
import { Empty, TableSkeleton } from '../../../../components/table.tsx';
import { formatAgo } from '../../../../view/time.ts';
import { useNow } from '../../../../view/use-now.ts';

export function NotificationsClient() {
  const list = useList(['notifications', 'list'], (query, signal) => api.listNotifications({ query, signal }));
  const newest = list.items?.[0];
  const unread = list.items?.some(({ read_at }) => read_at === null) ?? false;
  const { run, pending, failure } = useChange((up_to: string) => api.markNotificationsRead({ body: { up_to } }), {
    makesOld: ['notifications'],
  });
  const markAll = unread && newest && (
    <Button onClick={() => run(newest.id)} disabled={pending}>
      {pending ? 'Marking…' : 'Mark all as read'}
    </Button>
  );
  return (
    <>
      <PageTitle title="Notifications" action={markAll}>
        What happened here that your role may do something about.{' '}
        <Link href="/account" className="text-accent underline">
          Choose what you are told of
        </Link>
      </PageTitle>
      <div className="flex flex-col gap-3">
        <Failure failure={failure} />
        <Items list={list} />
      </div>
    </>
  );
}

function Items({ list }: { list: ReturnType<typeof useList<Notification>> }) {
  if (!list.items) {
    if (!list.failure) return <TableSkeleton what="your notifications" />;
    return <LoadFailure title="Your notifications cannot be read." failure={list.failure} onRetry={list.readNow} />;
  }
  if (list.items.length === 0) {
    return <Empty title="Nothing has happened yet.">What others change here is told to you on this page.</Empty>;
  }
  return (
    <>
      <Card>
        <ul aria-label="Notifications" className="divide-y divide-border">
          {list.items.map((item) => (
            <Item key={item.id} item={item} />
          ))}
        </ul>
      </Card>
      <More list={list} />
    </>
  );
}

function Item({ item }: { item: Notification }) {
  const now = useNow();
  const unread = item.read_at === null;
  const { run } = useChange(() => api.markNotificationRead({ params: { id: item.id } }), {
    makesOld: ['notifications'],
  });
  return (
    <li className="flex gap-3 px-4 py-3">
      <span aria-hidden="true" className={`mt-1.5 size-2 shrink-0 rounded-full ${unread ? 'bg-accent' : ''}`} />
      <div className="min-w-0 flex-1">
        <Link
          href={item.page}
          onClick={() => unread && run(undefined)}
          className={`wrap-anywhere hover:underline ${unread ? 'font-medium' : ''}`}
        >
          {item.text}
          {unread && <span className="sr-only"> (unread)</span>}
        </Link>
        <p className="text-muted text-xs">
          {item.title} · <Moment at={item.created_at}>{formatAgo(now - Date.parse(item.created_at))}</Moment>
        </p>
      </div>
      {unread && (
        <Button kind="quiet" onClick={() => run(undefined)}>
          Read<span className="sr-only">: {item.text}</span>
        </Button>
      )}
    </li>
  );
}
