'use client';

import type { Order } from '@parley/shared/contract/orders';
import Link from 'next/link';
import { useState } from 'react';
import { api } from '../../../../../api/client.ts';
import { State } from '../../../../../components/badge.tsx';
import { Button } from '../../../../../components/button.tsx';
import { Figure, Figures } from '../../../../../components/figures.tsx';
import { OneThing } from '../../../../../components/one-thing.tsx';
import { PageAbove } from '../../../../../components/page-above.tsx';
import { PageTitle } from '../../../../../components/page-title.tsx';
import { Section } from '../../../../../components/section.tsx';
import { useSession } from '../../../../../components/signed-in.tsx';
import { formatAmount, isNothing, ORDER_STATE } from '../../../../../view/orders.ts';
import { formatMinute } from '../../../../../view/time.ts';
import { DiscountDialog, RefundDialog } from './dialogs.tsx';
import { GivenBack } from './given-back.tsx';
import { Items } from './items.tsx';

export const OrderClient = ({ id }: { id: string }) => (
  <OneThing name="order" id={id} asks="orders.read" read={(signal) => api.readOrder({ params: { id }, signal })}>
    {(order) => <Shown order={order} />}
  </OneThing>
);

function Shown({ order }: { order: Order }) {
  const { currency } = order;
  const state = ORDER_STATE[order.status];
  return (
    <>
      <PageAbove href="/orders" name="Orders" />
      <PageTitle title={`Order ${order.number}`} action={<Actions order={order} />}>
        Placed on {formatMinute(new Date(order.placed_at))} by{' '}
        <Link href={`/contacts/${order.contact_id}`} className="text-accent underline-offset-4 hover:underline">
          this contact
        </Link>
      </PageTitle>
      <div className="flex flex-col gap-6">
        <Figures>
          <Figure label="State">
            <State tone={state.tone}>{state.word}</State>
          </Figure>
          <Figure label="Total">{formatAmount(order.total, currency)}</Figure>
          <Figure label="Paid">{formatAmount(order.paid, currency)}</Figure>
          <Figure label="Can be given back">{formatAmount(order.refundable, currency)}</Figure>
        </Figures>
        <Section title="Items">
          <Items order={order} />
        </Section>
        <Section title="Given back">
          <GivenBack order={order} />
        </Section>
      </div>
    </>
  );
}

type Asked = 'refund' | 'discount' | null;

function Actions({ order }: { order: Order }) {
  const { may } = useSession();
  const [asked, setAsked] = useState<Asked>(null);
  if (!may('orders.refund')) return null;
  const close = () => setAsked(null);
  return (
    <div className="flex flex-wrap gap-2">
      <Button onClick={() => setAsked('refund')} disabled={isNothing(order.refundable)}>
        Refund…
      </Button>
      <Button onClick={() => setAsked('discount')} disabled={order.discounts.length > 0}>
        Discount…
      </Button>
      {asked === 'refund' && <RefundDialog order={order} onClose={close} />}
      {asked === 'discount' && <DiscountDialog order={order} onClose={close} />}
    </div>
  );
}
