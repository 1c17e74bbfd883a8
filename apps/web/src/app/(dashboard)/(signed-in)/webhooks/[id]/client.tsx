'use client';

import type { ApiError } from '@parley/sdk/api-error';
import { useQuery } from '@tanstack/react-query';
import { api, type Webhook } from '../../../../../api/client.ts';
import { isSurprise } from '../../../../../api/is-surprise.ts';
import { State } from '../../../../../components/badge.tsx';
import { Day } from '../../../../../components/day.tsx';
import { Figure, Figures } from '../../../../../components/figures.tsx';
import { NotForRole } from '../../../../../components/not-for-role.tsx';
import { Notice } from '../../../../../components/notice.tsx';
import { PageAbove } from '../../../../../components/page-above.tsx';
import { PageFailure } from '../../../../../components/page-failure.tsx';
import { PageTitle } from '../../../../../components/page-title.tsx';
import { Section } from '../../../../../components/section.tsx';
import { useSession } from '../../../../../components/signed-in.tsx';
import { TableSkeleton } from '../../../../../components/table.tsx';
import { eventsInWords, hostOf, webhookState } from '../../../../../view/webhooks.ts';
import { WebhookActions } from './actions.tsx';
import { Deliveries } from './deliveries.tsx';

export function WebhookClient({ id }: { id: string }) {
  const { may } = useSession();
  return may('webhooks.manage') ? <OneWebhook id={id} /> : <NotForRole title="Webhook" />;
}

function OneWebhook({ id }: { id: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['webhook', id],
    queryFn: ({ signal }) => api.readWebhook({ params: { id }, signal }),
    throwOnError: isSurprise,
  });
  if (!data) {
    if (!error) return <TableSkeleton what="the endpoint" />;
    return (
      <PageFailure
        page="Webhook"
        title="The endpoint cannot be read."
        failure={error as ApiError}
        onRetry={() => void refetch()}
      />
    );
  }
  const { tone, word } = webhookState(data);
  return (
    <>
      <PageAbove href="/webhooks" name="Webhooks" />
      <PageTitle title={hostOf(data.url)} action={<WebhookActions webhook={data} />}>
        {data.description || 'No description.'}
      </PageTitle>
      <div className="flex flex-col gap-6">
        <Standing webhook={data} />
        <Figures>
          <Figure label="State">
            {/* Why it is off stands above, where there is room for it. */}
            <State tone={tone}>{data.status === 'disabled' ? 'Off' : word}</State>
          </Figure>
          <Figure label="Is told of">{eventsInWords(data.events)}</Figure>
          <Figure label="Since">
            <Day at={data.created_at} />
          </Figure>
        </Figures>
        <Section title="Deliveries">
          <Deliveries webhook={data} />
        </Section>
      </div>
    </>
  );
}

/** What is not as it should be, and what to do. */
function Standing({
  webhook: { status, disabled_reason, failing_since, previous_secret_until },
}: {
  webhook: Webhook;
}) {
  if (status === 'disabled' && disabled_reason !== 'by_hand') {
    return (
      <Notice tone="bad" title="This endpoint was switched off, and nothing is sent to it.">
        {disabled_reason === 'gone'
          ? 'It answered 410 Gone, which says that nobody is there any more.'
          : 'Nothing has got through for five days.'}{' '}
        Mend the receiver, switch it on, then replay what failed.
      </Notice>
    );
  }
  if (failing_since && status === 'active') {
    return (
      <Notice tone="warn" title="Nothing gets through at the moment.">
        Failing since <Day at={failing_since} />. It is tried again, less and less often, and switched off after five
        days.
      </Notice>
    );
  }
  return previous_secret_until ? (
    <Notice tone="warn" title="Two secrets sign at the moment.">
      The one before is used until <Day at={previous_secret_until} />.
    </Notice>
  ) : null;
}
