import type { Order } from '@parley/shared/contract/orders';
import Link from 'next/link';
import { CELL, Empty, Table, WIDE_CELL } from '../../../../../components/table.tsx';
import { formatAmount } from '../../../../../view/orders.ts';
import { formatMinute } from '../../../../../view/time.ts';

type Entry = Pick<Order['refunds'][number], 'id' | 'amount' | 'reason' | 'by' | 'conversation_id' | 'created_at'> & {
  what: string;
};

const COLUMNS = [{ title: 'What' }, { title: 'By', wide: true }, { title: 'Amount' }];

const BY: Record<Entry['by']['kind'], string> = {
  agent: 'The agent',
  user: 'A colleague',
  api_key: 'An API key',
  system: 'Parley',
};

/** Refunds and discounts in the order in which they came. */
export function GivenBack({ order }: { order: Order }) {
  const entries = entriesOf(order);
  if (entries.length === 0) {
    return <Empty title="Nothing was given back.">Refunds and discounts of agents and of people appear here.</Empty>;
  }
  return (
    <Table label="Given back" columns={COLUMNS}>
      {entries.map((entry) => (
        <tr key={entry.id}>
          <td className={`${CELL} wrap-anywhere`}>
            <span className="font-medium">{entry.what}</span>
            <span className="block text-muted text-xs">
              {entry.reason} · {formatMinute(new Date(entry.created_at))}
            </span>
          </td>
          <td className={WIDE_CELL}>
            <By entry={entry} />
          </td>
          <td className={`${CELL} whitespace-nowrap tabular-nums`}>{formatAmount(entry.amount, order.currency)}</td>
        </tr>
      ))}
    </Table>
  );
}

const By = ({ entry: { by, conversation_id } }: { entry: Entry }) =>
  conversation_id === null ? (
    BY[by.kind]
  ) : (
    <Link href={`/conversations/${conversation_id}`} className="text-accent underline-offset-4 hover:underline">
      {BY[by.kind]}, in a conversation
    </Link>
  );

function entriesOf({ refunds, discounts }: Order): Entry[] {
  const all: Entry[] = [
    ...refunds.map((refund) => ({ ...refund, what: `Refund ${refund.reference}` })),
    ...discounts.map((discount) => ({ ...discount, what: `Discount of ${discount.percent} %` })),
  ];
  return all.sort((a, b) => a.created_at.localeCompare(b.created_at));
}
