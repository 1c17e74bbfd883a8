'use client';

import type { ApiError } from '@parley/sdk/api-error';
import { useQuery } from '@tanstack/react-query';
import { api, type Webhook, type WebhookDelivery } from '../../../../../api/client.ts';
import { isSurprise } from '../../../../../api/is-surprise.ts';
import { useChange } from '../../../../../api/use-change.ts';
import { Button } from '../../../../../components/button.tsx';
import { CodeBox } from '../../../../../components/code-box.tsx';
import { Dialog, DialogActions } from '../../../../../components/dialog.tsx';
import { Failure, LoadFailure } from '../../../../../components/failure.tsx';
import { Moment } from '../../../../../components/moment.tsx';
import { TableSkeleton } from '../../../../../components/table.tsx';
import { formatAgo, formatDuration } from '../../../../../view/time.ts';
import { useNow } from '../../../../../view/use-now.ts';

type DeliveryDialogProps = { webhook: Webhook; id: string; onClose: () => void };

export function DeliveryDialog({ webhook, id, onClose }: DeliveryDialogProps) {
  const params = { id: webhook.id, delivery_id: id };
  const { data, error, refetch } = useQuery({
    queryKey: ['webhook-delivery', id],
    queryFn: ({ signal }) => api.readWebhookDelivery({ params, signal }),
    throwOnError: isSurprise,
  });
  const { run, pending, failure } = useChange(() => api.replayWebhookDelivery({ params }), {
    makesOld: ['webhook-deliveries', 'webhook-delivery'],
  });
  return (
    <Dialog title={data?.event ?? 'Delivery'} onClose={onClose}>
      {data ? (
        <Detail delivery={data} />
      ) : error ? (
        <LoadFailure title="The delivery cannot be read." failure={error as ApiError} onRetry={() => void refetch()} />
      ) : (
        <TableSkeleton what="the delivery" />
      )}
      <Failure failure={failure} />
      <DialogActions>
        {webhook.status === 'active' && (
          <Button onClick={() => run(undefined)} disabled={pending || !data}>
            {pending ? 'Replaying…' : 'Send it again'}
          </Button>
        )}
        <Button kind="primary" onClick={onClose}>
          Close
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function Detail({ delivery }: { delivery: WebhookDelivery }) {
  const now = useNow();
  return (
    <>
      <CodeBox label="What is sent" copy="Copy it" text={delivery.body} />
      <div>
        <p className="mb-1.5 font-medium">Attempts</p>
        {delivery.log.length === 0 ? (
          <p className="text-muted">None is recorded yet.</p>
        ) : (
          <ol className="flex flex-col gap-3" aria-label="Attempts, newest first">
            {delivery.log.map((attempt) => (
              <li key={attempt.number} className="wrap-anywhere">
                <p>
                  {attempt.number}. {attempt.status === null ? attempt.error : `Answered ${attempt.status}`}{' '}
                  <span className="text-muted text-xs">
                    after {formatDuration(attempt.duration_ms)} ·{' '}
                    <Moment at={attempt.at}>{formatAgo(now - Date.parse(attempt.at))}</Moment>
                  </span>
                </p>
                {attempt.response && <p className="font-mono text-muted text-xs">{attempt.response}</p>}
              </li>
            ))}
          </ol>
        )}
      </div>
      <p className="text-muted text-xs">
        webhook-id <code className="select-all font-mono text-text">{delivery.event_id}</code>
      </p>
    </>
  );
}
