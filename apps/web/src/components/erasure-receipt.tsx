'use client';

import type { ApiError } from '@parley/sdk/api-error';
import type { Erasure, StoreReceipt } from '@parley/shared/contract/erasures';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { isSurprise } from '../api/is-surprise.ts';
import { erasureState, OUTCOME, partsOf } from '../view/contacts.ts';
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
  const { touched, untouched } = partsOf(erasure.receipt);
  return (
    <>
      <p className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-muted" role="status">
        <State tone={tone}>{word}</State>
        <span>
          Asked for on <Day at={erasure.requested_at} />, receipt{' '}
          <code className="select-all font-mono text-xs">{erasure.id}</code>
        </span>
      </p>
      <Stores label="Receipt" stores={touched} />
      <details className="mt-3">
        <summary className="cursor-pointer text-muted">{untouched.length} more stores held nothing of it</summary>
        <div className="mt-2">
          <Stores label="Stores that held nothing" stores={untouched} />
        </div>
      </details>
    </>
  );
}

const Stores = ({ label, stores }: { label: string; stores: readonly StoreReceipt[] }) => (
  <Table label={label} columns={COLUMNS}>
    {stores.map(({ store, holds, outcome, rows, why }) => (
      <tr key={store}>
        <td className={`${CELL} wrap-anywhere first-letter:uppercase`}>
          {holds}
          {why && <span className="block text-muted text-xs @2xl:hidden">{why}</span>}
        </td>
        <td className={`${CELL} whitespace-nowrap`}>{OUTCOME[outcome]}</td>
        <td className={`${CELL} tabular-nums`}>{rows ?? '–'}</td>
        <td className={`${WIDE_CELL} text-muted first-letter:uppercase`}>{why}</td>
      </tr>
    ))}
  </Table>
);
