'use client';

import type { Incident } from '@parley/shared/contract/incidents';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../../../../api/client.ts';
import { Card } from '../../../../../components/section.tsx';
import { useSession } from '../../../../../components/signed-in.tsx';
import { formatMinute } from '../../../../../view/time.ts';

/** When it began, and who did something about it. */
export function History({ incident }: { incident: Incident }) {
  const nameOf = useNames();
  const { first_seen_at, acknowledged_at, acknowledged_by, resolved_at, resolved_by } = incident;
  return (
    <Card>
      <ol className="flex flex-col gap-2 px-4 py-4">
        <Event at={first_seen_at}>Seen for the first time</Event>
        {acknowledged_at && <Event at={acknowledged_at}>{nameOf(acknowledged_by)} began to look after it</Event>}
        {resolved_at && <Event at={resolved_at}>{nameOf(resolved_by)} said that it is over</Event>}
      </ol>
    </Card>
  );
}

const Event = ({ at, children }: { at: string; children: string | string[] }) => (
  <li className="flex flex-wrap gap-x-4">
    <time dateTime={at} className="w-44 text-muted tabular-nums">
      {formatMinute(new Date(at))}
    </time>
    <span className="wrap-anywhere">{children}</span>
  </li>
);

/** Whose id that is; keys and people who have left are shown by it. */
function useNames(): (id: string | null) => string {
  const { may } = useSession();
  const { data } = useQuery({
    queryKey: ['members', 'names'],
    queryFn: ({ signal }) => api.listMembers({ query: { limit: 100 }, signal }),
    enabled: may('members.read'),
  });
  const names = new Map((data?.data ?? []).map(({ user_id, name }) => [user_id, name]));
  return (id) => (id === null ? 'Somebody' : (names.get(id) ?? id));
}
