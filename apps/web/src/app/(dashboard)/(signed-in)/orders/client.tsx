'use client';

import type { OrderSummary } from '@parley/shared/contract/orders';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { api } from '../../../../api/client.ts';
import { useList } from '../../../../api/use-list.ts';
import { State } from '../../../../components/badge.tsx';
import { Submit } from '../../../../components/button.tsx';
import { LoadFailure } from '../../../../components/failure.tsx';
import { Choice, Field, Form } from '../../../../components/form.tsx';
import { Moment } from '../../../../components/moment.tsx';
import { More } from '../../../../components/more.tsx';
import { NotForRole } from '../../../../components/not-for-role.tsx';
import { PageTitle } from '../../../../components/page-title.tsx';
import { useSession } from '../../../../components/signed-in.tsx';
import { CELL, Empty, Table, TableSkeleton, WIDE_CELL } from '../../../../components/table.tsx';
import {
  formatAmount,
  isNothing,
  ORDER_STATE,
  type OrderSearch,
  ordersHref,
  parseOrderSearch,
} from '../../../../view/orders.ts';
import { formatAgo } from '../../../../view/time.ts';
import { useNow } from '../../../../view/use-now.ts';

export function OrdersClient({ search }: { search: OrderSearch }) {
  const { may } = useSession();
  if (!may('orders.read')) return <NotForRole title="Orders" />;
  return (
    <>
      <PageTitle title="Orders">
        What customers have bought, as your shop tells it. Agents look it up, and give money back within their limits.
      </PageTitle>
      <div className="flex flex-col gap-4">
        <OrderFilter key={ordersHref(search)} search={search} />
        <OrderList search={search} />
      </div>
    </>
  );
}

/** What is looked for stands in the address, so that it can be sent to someone. */
function OrderFilter({ search }: { search: OrderSearch }) {
  const router = useRouter();
  return (
    <Form
      label="Filter"
      onSubmit={(values) =>
        router.push(
          ordersHref(parseOrderSearch({ ...search, number: values.text('number'), status: values.text('status') })),
        )
      }
      className="grid items-end gap-3 sm:grid-cols-[1fr_14rem_auto]"
    >
      <Field
        name="number"
        label="Number"
        placeholder="1042"
        defaultValue={search.number}
        maxLength={40}
        autoComplete="off"
        spellCheck={false}
      />
      <Choice name="status" label="State" defaultValue={search.status ?? ''}>
        <option value="">Any</option>
        {Object.entries(ORDER_STATE).map(([status, { word }]) => (
          <option key={status} value={status}>
            {word}
          </option>
        ))}
      </Choice>
      <div className="flex h-9 items-center gap-3">
        <Submit kind="plain" pending={false}>
          Show
        </Submit>
        {ordersHref(search) !== '/orders' && (
          <Link href="/orders" className="text-muted underline-offset-4 hover:underline">
            Clear
          </Link>
        )}
      </div>
    </Form>
  );
}

const COLUMNS = [
  { title: 'Order' },
  { title: 'State', wide: true },
  { title: 'Given back', wide: true },
  { title: 'Total' },
];

function OrderList({ search }: { search: OrderSearch }) {
  const list = useList(['orders', search], (query, signal) =>
    api.listOrders({ query: { ...query, ...search }, signal }),
  );
  if (!list.items) {
    if (!list.failure) return <TableSkeleton what="the orders" />;
    return <LoadFailure title="The orders cannot be read." failure={list.failure} onRetry={list.readNow} />;
  }
  if (list.items.length === 0) return <NoOrder searched={ordersHref(search) !== '/orders'} />;
  return (
    <>
      <Table label="Orders" columns={COLUMNS}>
        {list.items.map((order) => (
          <OrderRow key={order.id} order={order} />
        ))}
      </Table>
      <More list={list} />
    </>
  );
}

const NoOrder = ({ searched }: { searched: boolean }) =>
  searched ? (
    <Empty title="No order is like that.">
      <Link href="/orders" className="text-accent underline">
        Show all
      </Link>
    </Empty>
  ) : (
    <Empty title="There is no order yet.">
      Your shop tells Parley of orders with an API key, by <code className="font-mono text-xs">POST /v1/orders</code>.
      From then on agents can say where an order is, and people can give money back here.
    </Empty>
  );

function OrderRow({ order }: { order: OrderSummary }) {
  const now = useNow();
  const { currency, refunded } = order;
  const state = ORDER_STATE[order.status];
  const placed = <Moment at={order.placed_at}>{formatAgo(now - Date.parse(order.placed_at))}</Moment>;
  return (
    <tr>
      <td className={`${CELL} wrap-anywhere`}>
        <Link href={`/orders/${order.id}`} className="font-medium underline-offset-4 hover:underline">
          {order.number}
        </Link>
        <span className="block text-muted text-xs">
          {placed}
          <span className="@2xl:hidden"> · {state.word}</span>
        </span>
      </td>
      <td className={WIDE_CELL}>
        <State tone={state.tone}>{state.word}</State>
      </td>
      <td className={`${WIDE_CELL} text-muted tabular-nums`}>
        {isNothing(refunded) ? 'Nothing' : formatAmount(refunded, currency)}
      </td>
      <td className={`${CELL} whitespace-nowrap tabular-nums`}>{formatAmount(order.total, currency)}</td>
    </tr>
  );
}
