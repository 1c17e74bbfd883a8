import type { Order } from '@parley/shared/contract/orders';
import { CELL, Table } from '../../../../../components/table.tsx';
import { formatAmount } from '../../../../../view/orders.ts';

const COLUMNS = [{ title: 'Item' }, { title: 'Each', wide: true }, { title: 'How many' }];

export const Items = ({ order: { items, currency } }: { order: Order }) => (
  <Table label="Items" columns={COLUMNS}>
    {items.map(({ name, quantity, unit_price }, place) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: an order may hold the same item twice, and its items never move
      <tr key={place}>
        <td className={`${CELL} wrap-anywhere`}>
          {name}
          <span className="@2xl:hidden block text-muted text-xs">{formatAmount(unit_price, currency)} each</span>
        </td>
        <td className={`${CELL} @2xl:table-cell hidden tabular-nums`}>{formatAmount(unit_price, currency)}</td>
        <td className={`${CELL} tabular-nums`}>{quantity}</td>
      </tr>
    ))}
  </Table>
);
