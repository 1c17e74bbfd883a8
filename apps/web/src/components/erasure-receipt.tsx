'use client';

import type { ApiError } from '@parley/sdk/api-error';
import type { Erasure } from '@parley/shared/contract/erasures';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { isSurprise } from '../api/is-surprise.ts';
import { byOutcome, erasureState, OUTCOME } from '../view/contacts.ts';
import { State } from './badge.tsx';
import { Day } from './day.tsx';
import { LoadFailure } from './failure.tsx';
import { CELL, Table, TableSkeleton, WIDE_CELL } from './table.tsx';

const LOOK_AGAIN_MS = 1_000;

/** What became of each store, while it happens and afterwards. */
export function ErasureReceipt({ id }: { id: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['erasure', id],
    queryFn: ({ signal }) => api.readErasure({ params: { id }, signal }),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? LOOK_AGAIN_MS : false),
    throwOnError: isSurprise,
  });
  if (data) return <Receipt erasure={data} />;
  if (!error) return <TableSkeleton what="the receipt" />;
  return <LoadFailure title="The receipt cannot be read." failure={error as ApiError} onRetry={() => void refetch()} />;
}

const COLUMNS = [{ title: 'What' }, { title: 'Outcome' }, { title: 'Rows' }, { title: 'Why', wide: true }];

function Receipt({ erasure }: { erasure: Erasure }) {
  const { tone, word } = erasureState(erasure);
  return (
    <>
      <p className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-muted" role="status">
        <State tone={tone}>{word}</State>
        <span>
          Asked for on <Day at={erasure.requested_at} />, receipt{' '}
          <code className="select-all font-mono text-xs">{erasure.id}</code>
        </span>
      </p>
      <Table label="Receipt" columns={COLUMNS}>
        {byOutcome(erasure.receipt).map((one) => (
          <tr key={one.store} className={one.outcome === 'nothing' ? 'text-muted' : ''}>
            <td className={`${CELL} wrap-anywhere`}>
              {one.holds}
              {one.why && <span className="block text-muted text-xs @2xl:hidden">{one.why}</span>}
            </td>
            <td className={CELL}>{OUTCOME[one.outcome]}</td>
            <td className={`${CELL} tabular-nums`}>{one.rows ?? '–'}</td>
            <td className={`${WIDE_CELL} text-muted`}>{one.why}</td>
          </tr>
        ))}
      </Table>
    </>
  );
}
