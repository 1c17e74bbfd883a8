'use client';

import { useState } from 'react';
import { api, type Webhook, type WebhookDelivery } from '../../../../../api/client.ts';
import { useChange } from '../../../../../api/use-change.ts';
import { useList } from '../../../../../api/use-list.ts';
import { State } from '../../../../../components/badge.tsx';
import { Button } from '../../../../../components/button.tsx';
import { Failure, LoadFailure } from '../../../../../components/failure.tsx';
import { Moment } from '../../../../../components/moment.tsx';
import { More } from '../../../../../components/more.tsx';
import { CELL, Empty, Table, TableSkeleton, WIDE_CELL } from '../../../../../components/table.tsx';
import { formatAgo } from '../../../../../view/time.ts';
import { useNow } from '../../../../../view/use-now.ts';
import { answerInWords, deliveryState } from '../../../../../view/webhooks.ts';
import { DeliveryDialog } from './delivery-dialog.tsx';

const COLUMNS = [
  { title: 'Event' },
  { title: 'State' },
  { title: 'Last answer', wide: true },
  { title: 'Attempts', wide: true },
  { title: 'Look', hidden: true },
];

const WEEK_MS = 7 * 86_400_000;

export function Deliveries({ webhook }: { webhook: Webhook }) {
  const list = useList(['webhook-deliveries', webhook.id], (query, signal) =>
    api.listWebhookDeliveries({ params: { id: webhook.id }, query, signal }),
  );
  const [shown, setShown] = useState<string | null>(null);
  if (!list.items) {
    if (!list.failure) return <TableSkeleton what="the deliveries" />;
    return <LoadFailure title="The deliveries cannot be read." failure={list.failure} onRetry={list.readNow} />;
  }
  if (list.items.length === 0) {
    return <Empty title="Nothing was sent yet.">Send a test event, or wait for something to happen.</Empty>;
  }
  return (
    <div className="flex flex-col gap-3">
      {webhook.status === 'active' && list.items.some(({ state }) => state === 'failed') && (
        <ReplayFailed webhook={webhook} />
      )}
      <Table label="Deliveries" columns={COLUMNS}>
        {list.items.map((delivery) => (
          <DeliveryRow key={delivery.id} delivery={delivery} onLook={() => setShown(delivery.id)} />
        ))}
      </Table>
      <More list={list} />
      {shown && <DeliveryDialog webhook={webhook} id={shown} onClose={() => setShown(null)} />}
    </div>
  );
}

function ReplayFailed({ webhook }: { webhook: Webhook }) {
  const { run, pending, failure, answer } = useChange(
    () => {
      const since = new Date(Date.now() - WEEK_MS).toISOString();
      return api.replayWebhook({ params: { id: webhook.id }, body: { since } });
    },
    { makesOld: ['webhook-deliveries'] },
  );
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button onClick={() => run(undefined)} disabled={pending}>
        {pending ? 'Replaying…' : 'Replay what failed in the last seven days'}
      </Button>
      {answer && (
        <span role="status" className="text-muted">
          {answer.replayed} on their way
        </span>
      )}
      <Failure failure={failure} />
    </div>
  );
}

type Row = Omit<WebhookDelivery, 'body' | 'log'>;

function DeliveryRow({ delivery, onLook }: { delivery: Row; onLook: () => void }) {
  const now = useNow();
  const { tone, word } = deliveryState(delivery);
  const [area, what] = delivery.event.split('.');
  return (
    <tr>
      <td className={CELL}>
        <code className="font-mono text-[13px]">
          {area}.<wbr />
          {what}
        </code>
        <span className="block text-muted text-xs">
          <Moment at={delivery.created_at}>{formatAgo(now - Date.parse(delivery.created_at))}</Moment>
        </span>
      </td>
      <td className={CELL}>
        <State tone={tone}>{word}</State>
      </td>
      <td className={`${WIDE_CELL} wrap-anywhere text-muted`}>{answerInWords(delivery)}</td>
      <td className={`${WIDE_CELL} text-muted tabular-nums`}>{delivery.attempts}</td>
      <td className={`${CELL} text-right`}>
        <Button kind="quiet" onClick={onLook}>
          Look<span className="sr-only"> at {delivery.event}</span>
        </Button>
      </td>
    </tr>
  );
}
