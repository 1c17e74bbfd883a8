'use client';

import type { ApiError } from '@parley/sdk/api-error';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../../../api/client.ts';
import { isSurprise } from '../../../../api/is-surprise.ts';
import { useChange } from '../../../../api/use-change.ts';
import { Badge } from '../../../../components/badge.tsx';
import { Button } from '../../../../components/button.tsx';
import { Day } from '../../../../components/day.tsx';
import { Failure, LoadFailure } from '../../../../components/failure.tsx';
import { CELL, Table, TableSkeleton, WIDE_CELL } from '../../../../components/table.tsx';
import { deviceOf } from '../../../../view/device.ts';

const COLUMNS = [{ title: 'Browser' }, { title: 'Since', wide: true }, { title: 'End', hidden: true }];

export function Sessions() {
  const { data, error, refetch } = useQuery({
    queryKey: ['sessions'],
    queryFn: ({ signal }) => api.listSessions({ signal }),
    throwOnError: isSurprise,
  });
  const { run, pending, failure } = useChange((id: string) => api.revokeSession({ body: { id } }), {
    makesOld: ['sessions'],
    says: () => 'That session has ended. Whoever used it has to sign in again.',
  });
  if (!data) {
    if (!error) return <TableSkeleton what="your sessions" />;
    return (
      <LoadFailure title="Your sessions cannot be read." failure={error as ApiError} onRetry={() => void refetch()} />
    );
  }
  return (
    <div className="flex flex-col gap-3">
      <Failure failure={failure} />
      <Table label="Sessions" columns={COLUMNS}>
        {data.data.map(({ id, current, created_at, user_agent }) => (
          <tr key={id}>
            <td className={`${CELL} wrap-anywhere`}>
              <span title={user_agent ?? undefined}>{deviceOf(user_agent)}</span>{' '}
              {current && <Badge tone="good">This one</Badge>}
            </td>
            <td className={`${WIDE_CELL} text-muted`}>
              <Day at={created_at} />
            </td>
            <td className={`${CELL} text-right`}>
              {!current && (
                <Button kind="quiet" disabled={pending} onClick={() => run(id)}>
                  End it<span className="sr-only">: {deviceOf(user_agent)}</span>
                </Button>
              )}
            </td>
          </tr>
        ))}
      </Table>
    </div>
  );
}
