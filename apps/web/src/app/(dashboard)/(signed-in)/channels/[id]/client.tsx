'use client';

import type { ApiError } from '@parley/sdk/api-error';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../../../../api/client.ts';
import { isSurprise } from '../../../../../api/is-surprise.ts';
import { Day } from '../../../../../components/day.tsx';
import { Figure, Figures } from '../../../../../components/figures.tsx';
import { NotForRole } from '../../../../../components/not-for-role.tsx';
import { PageAbove } from '../../../../../components/page-above.tsx';
import { PageFailure } from '../../../../../components/page-failure.tsx';
import { PageTitle } from '../../../../../components/page-title.tsx';
import { useSession } from '../../../../../components/signed-in.tsx';
import { TableSkeleton } from '../../../../../components/table.tsx';
import { KIND_WORDS, whereOf } from '../../../../../view/channels.ts';
import { ChannelActions } from './actions.tsx';
import { Identity } from './identity.tsx';
import { NumberSetUp } from './number-set-up.tsx';
import { WebChatSetUp } from './web-chat-set-up.tsx';

export function ChannelClient({ id }: { id: string }) {
  const { may } = useSession();
  return may('channels.read') ? <OneChannel id={id} /> : <NotForRole title="Channel" />;
}

function OneChannel({ id }: { id: string }) {
  const { may } = useSession();
  const { data, error, refetch } = useQuery({
    queryKey: ['channel', id],
    queryFn: ({ signal }) => api.readChannel({ params: { id }, signal }),
    throwOnError: isSurprise,
  });
  if (!data) {
    if (!error) return <TableSkeleton what="the channel" />;
    return (
      <PageFailure
        page="Channel"
        title="The channel cannot be read."
        failure={error as ApiError}
        onRetry={() => void refetch()}
      />
    );
  }
  return (
    <>
      <PageAbove href="/channels" name="Channels" />
      <PageTitle title={data.name} action={may('channels.manage') && <ChannelActions channel={data} />}>
        {data.sms?.number}
      </PageTitle>
      <div className="flex flex-col gap-6">
        <Figures>
          <Figure label="Kind">{KIND_WORDS[data.kind]}</Figure>
          <Figure label="Agent">{data.agent.name}</Figure>
          {data.sms && <Figure label="Connection">{data.sms.connection.name}</Figure>}
          {data.web_chat && <Figure label="Shown on">{whereOf(data)}</Figure>}
          {data.web_chat?.codes_from && <Figure label="Codes by text">{data.web_chat.codes_from.name}</Figure>}
          <Figure label="Since">
            <Day at={data.created_at} />
          </Figure>
        </Figures>
        {data.sms && <NumberSetUp id={data.id} sms={data.sms} mayCheck={may('channels.manage')} />}
        {data.web_chat && <WebChatSetUp webChat={data.web_chat} />}
        {data.web_chat && <Identity id={data.id} webChat={data.web_chat} mayManage={may('channels.manage')} />}
      </div>
    </>
  );
}
