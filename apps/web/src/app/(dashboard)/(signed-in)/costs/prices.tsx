'use client';

import type { ApiError } from '@parley/sdk/api-error';
import type { Price } from '@parley/shared/contract/money';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../../api/client.ts';
import { isSurprise } from '../../../../api/is-surprise.ts';
import { useChange } from '../../../../api/use-change.ts';
import { Button } from '../../../../components/button.tsx';
import { Failure, LoadFailure } from '../../../../components/failure.tsx';
import { Section } from '../../../../components/section.tsx';
import { useSession } from '../../../../components/signed-in.tsx';
import { CELL, Table, TableSkeleton, WIDE_CELL } from '../../../../components/table.tsx';
import { amountText, priceText } from '../../../../view/costs.ts';
import { PriceDialog } from './price-dialog.tsx';

export function Prices() {
  const { may } = useSession();
  const [naming, setNaming] = useState(false);
  const name = may('costs.manage') && <Button onClick={() => setNaming(true)}>Name a price</Button>;
  return (
    <Section title="Prices" aside={name}>
      <PriceList />
      {naming && <PriceDialog onClose={() => setNaming(false)} />}
    </Section>
  );
}

const COLUMNS = [
  { title: 'Model' },
  { title: 'Read · cached · written, a million tokens', wide: true },
  { title: 'Whose', wide: true },
  { title: 'Take away', hidden: true },
];

function PriceList() {
  const { data, error, refetch } = useQuery({
    queryKey: ['prices'],
    queryFn: ({ signal }) => api.listPrices({ signal }),
    throwOnError: isSurprise,
  });
  if (!data) {
    if (!error) return <TableSkeleton what="the prices" />;
    return (
      <LoadFailure title="The prices cannot be read." failure={error as ApiError} onRetry={() => void refetch()} />
    );
  }
  return (
    <Table label="Prices, in dollars for a million tokens" columns={COLUMNS}>
      {data.data.map((price) => (
        <PriceRow key={price.ref} price={price} />
      ))}
    </Table>
  );
}

function PriceRow({ price }: { price: Price }) {
  const { may } = useSession();
  const isOwn = price.source === 'organisation';
  return (
    <tr>
      <td className={`${CELL} wrap-anywhere`}>
        <code className="font-mono">{price.ref === 'sms' ? 'A segment of a text message' : price.ref}</code>
        <span className="block @2xl:hidden text-muted text-xs tabular-nums">
          {priceText(price)} {isOwn && '· yours'}
        </span>
      </td>
      <td className={`${WIDE_CELL} tabular-nums`}>{priceText(price)}</td>
      <td className={`${WIDE_CELL} text-muted`}>{isOwn ? 'Yours' : `List of ${price.as_of}`}</td>
      <td className={`${CELL} text-right`}>{isOwn && may('costs.manage') && <TakeAway price={price} />}</td>
    </tr>
  );
}

function TakeAway({ price }: { price: Price }) {
  const { run, pending, failure } = useChange(() => api.removePrice({ query: { ref: price.ref } }), {
    makesOld: ['prices'],
    says: () => `${price.ref} costs what the list says again, where it says something.`,
  });
  return (
    <>
      <Button kind="quiet" onClick={() => run(undefined)} disabled={pending}>
        {pending ? 'Taking away…' : 'Take away'}
        <span className="sr-only"> {amountText(price.input_micros ?? price.segment_micros ?? 0)}</span>
      </Button>
      <Failure failure={failure} />
    </>
  );
}
