'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { api, type Webhook } from '../../../../api/client.ts';
import { isSurprise } from '../../../../api/is-surprise.ts';
import { useList } from '../../../../api/use-list.ts';
import { State } from '../../../../components/badge.tsx';
import { Button } from '../../../../components/button.tsx';
import { Day } from '../../../../components/day.tsx';
import { LoadFailure } from '../../../../components/failure.tsx';
import { More } from '../../../../components/more.tsx';
import { NotForRole } from '../../../../components/not-for-role.tsx';
import { Notice } from '../../../../components/notice.tsx';
import { PageTitle } from '../../../../components/page-title.tsx';
import { useSession } from '../../../../components/signed-in.tsx';
import { CELL, Empty, Table, TableSkeleton, WIDE_CELL } from '../../../../components/table.tsx';
import { useAsked } from '../../../../view/use-asked.ts';
import { eventsInWords, hostOf, webhookState } from '../../../../view/webhooks.ts';
import { CreateWebhookDialog } from './create-webhook-dialog.tsx';

export function WebhooksClient() {
  const { may } = useSession();
  const [making, setMaking] = useAsked('new');
  const plan = useQuery({
    queryKey: ['plan'],
    queryFn: ({ signal }) => api.readPlan({ signal }),
    throwOnError: isSurprise,
  });
  if (!may('webhooks.manage')) return <NotForRole title="Webhooks" />;
  const included = plan.data?.features.includes('webhooks') ?? true;
  const add = included && (
    <Button kind="primary" onClick={() => setMaking(true)}>
      Add an endpoint
    </Button>
  );
  return (
    <>
      <PageTitle title="Webhooks" action={add}>
        Another system of yours is told of what happens here: a signed POST to its address, tried again for three days.
      </PageTitle>
      <div className="flex flex-col gap-3">
        {!included && (
          <Notice tone="warn" title={`The plan ${plan.data?.title} does not include webhooks.`}>
            No endpoint can be added, and nothing is sent to those that are there.
          </Notice>
        )}
        <WebhookList />
      </div>
      {add && making && <CreateWebhookDialog onClose={() => setMaking(false)} />}
    </>
  );
}

const COLUMNS = [
  { title: 'Address' },
  { title: 'State' },
  { title: 'Is told of', wide: true },
  { title: 'Since', wide: true },
];

function WebhookList() {
  const list = useList(['webhooks'], (query, signal) => api.listWebhooks({ query, signal }));
  if (!list.items) {
    if (!list.failure) return <TableSkeleton what="the endpoints" />;
    return <LoadFailure title="The endpoints cannot be read." failure={list.failure} onRetry={list.readNow} />;
  }
  if (list.items.length === 0) {
    return (
      <Empty title="No other system is told of anything yet.">
        Add the address of one, choose what it is told of, and send it a test event.
      </Empty>
    );
  }
  return (
    <div>
      <Table label="Webhook endpoints" columns={COLUMNS}>
        {list.items.map((webhook) => (
          <WebhookRow key={webhook.id} webhook={webhook} />
        ))}
      </Table>
      <More list={list} />
    </div>
  );
}

function WebhookRow({ webhook }: { webhook: Webhook }) {
  const { tone, word } = webhookState(webhook);
  return (
    <tr>
      <td className={`${CELL} wrap-anywhere`}>
        <Link href={`/webhooks/${webhook.id}`} className="font-medium hover:underline">
          {hostOf(webhook.url)}
        </Link>
        {webhook.description && <span className="block text-muted text-xs">{webhook.description}</span>}
      </td>
      <td className={CELL}>
        <State tone={tone}>{word}</State>
      </td>
      <td className={`${WIDE_CELL} whitespace-nowrap text-muted`}>{eventsInWords(webhook.events)}</td>
      <td className={`${WIDE_CELL} text-muted`}>
        <Day at={webhook.created_at} />
      </td>
    </tr>
  );
}
