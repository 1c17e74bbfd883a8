'use client';

import { RefreshCw } from 'lucide-react';
import { useStatus } from '../../../api/use-status.ts';
import { IconButton } from '../../../components/icon-button.tsx';
import { formatAgo } from '../../../view/time.ts';
import { useNow } from '../../../view/use-now.ts';
import { NoStatus, StaleNotice } from './failure.tsx';
import { StatusReport } from './report.tsx';
import type { StatusSearch } from './search-params.ts';
import { StatusSkeleton } from './skeleton.tsx';

export type StatusClientProps = { search: StatusSearch; chatPageUrl: string | null };

export function StatusClient({ search, chatPageUrl }: StatusClientProps) {
  const { last, failure, isReading, readNow } = useStatus();
  return (
    <>
      <div className="mb-6 flex min-h-8 items-center justify-between gap-4">
        <h1 className="font-semibold text-xl tracking-tight">Status</h1>
        {last && (
          <div className="flex items-center gap-1 text-muted">
            <Updated at={last.readAt} />
            <IconButton label="Read again now" icon={RefreshCw} onClick={readNow} />
          </div>
        )}
      </div>
      <div className="flex flex-col gap-6">
        {last && failure && <StaleNotice readAt={last.readAt} failure={failure} onRetry={readNow} />}
        {last && (
          <StatusReport status={last.value} stale={failure !== null} search={search} chatPageUrl={chatPageUrl} />
        )}
        {!last && failure && <NoStatus failure={failure} isReading={isReading} onRetry={readNow} />}
        {!last && !failure && <StatusSkeleton />}
      </div>
    </>
  );
}

function Updated({ at }: { at: number }) {
  const now = useNow();
  return <p className="text-xs tabular-nums sm:text-sm">Updated {formatAgo(now - at)}</p>;
}
