'use client';

import type { Order } from '@parley/shared/contract/orders';
import { api } from '../../../../../api/client.ts';
import { type Change, useChange } from '../../../../../api/use-change.ts';
import { Button, Submit } from '../../../../../components/button.tsx';
import { Dialog, DialogActions } from '../../../../../components/dialog.tsx';
import { Failure } from '../../../../../components/failure.tsx';
import { Field, Form, type Values } from '../../../../../components/form.tsx';
import { formatAmount } from '../../../../../view/orders.ts';
import { useOnceKey } from '../../../../../view/use-once-key.ts';

type Asked = { order: Order; onClose: () => void };

const OLD = ['order', 'orders'];

export function RefundDialog({ order, onClose }: Asked) {
  const once = useOnceKey();
  const change = useChange(
    (values: Values) => {
      const body = { amount: values.text('amount'), reason: values.text('reason') };
      const headers = { 'idempotency-key': once.for(JSON.stringify(body)).key };
      return api.refundOrder({ headers, params: { id: order.id }, body });
    },
    { makesOld: OLD, says: () => `The refund is on its way.`, onDone: onClose },
  );
  return (
    <Dialog title={`Give money back for order ${order.number}`} onClose={onClose}>
      <Form onSubmit={change.run}>
        <Field
          name="amount"
          label={`Amount in ${order.currency}`}
          hint={`At most ${formatAmount(order.refundable, order.currency)}: what was paid and not given back yet.`}
          defaultValue={order.refundable}
          inputMode="decimal"
          pattern="[0-9]+(\.[0-9]{1,2})?"
          autoComplete="off"
          required
        />
        <Reason />
        <Ending change={change} action="Give it back" doing="Giving back…" onClose={onClose} />
      </Form>
    </Dialog>
  );
}

export function DiscountDialog({ order, onClose }: Asked) {
  const once = useOnceKey();
  const change = useChange(
    (values: Values) => {
      const body = { percent: Number(values.text('percent')), reason: values.text('reason') };
      const headers = { 'idempotency-key': once.for(JSON.stringify(body)).key };
      return api.discountOrder({ headers, params: { id: order.id }, body });
    },
    { makesOld: OLD, says: () => 'The price is lower now.', onDone: onClose },
  );
  return (
    <Dialog title={`Take something off order ${order.number}`} onClose={onClose}>
      <Form onSubmit={change.run}>
        <Field
          name="percent"
          label="Percent"
          hint="Once per order. What was paid too much is given back."
          type="number"
          min={1}
          max={50}
          defaultValue={10}
          required
        />
        <Reason />
        <Ending change={change} action="Lower the price" doing="Lowering…" onClose={onClose} />
      </Form>
    </Dialog>
  );
}

const Reason = () => (
  <Field
    name="reason"
    label="Why"
    hint="Kept with it, for whoever asks later."
    maxLength={500}
    autoComplete="off"
    required
  />
);

type EndingProps = { change: Change<Values, Order>; action: string; doing: string; onClose: () => void };

const Ending = ({ change: { pending, failure }, action, doing, onClose }: EndingProps) => (
  <>
    <Failure failure={failure} />
    <DialogActions>
      <Button onClick={onClose}>Cancel</Button>
      <Submit pending={pending}>{pending ? doing : action}</Submit>
    </DialogActions>
  </>
);
