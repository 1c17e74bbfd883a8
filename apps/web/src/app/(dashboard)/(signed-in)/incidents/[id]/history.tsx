'use client';

import type { Incident } from '@parley/shared/contract/incidents';
import { useNames } from '../../../../../api/use-names.ts';
import { Card } from '../../../../../components/section.tsx';
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
