'use client';

import type { ChannelView } from '@parley/shared/contract/channels';
import Link from 'next/link';
import { useState } from 'react';
import { api } from '../../../../api/client.ts';
import { useList } from '../../../../api/use-list.ts';
import { State } from '../../../../components/badge.tsx';
import { Button } from '../../../../components/button.tsx';
import { Day } from '../../../../components/day.tsx';
import { LoadFailure } from '../../../../components/failure.tsx';
import { More } from '../../../../components/more.tsx';
import { NotForRole } from '../../../../components/not-for-role.tsx';
import { PageTitle } from '../../../../components/page-title.tsx';
import { useSession } from '../../../../components/signed-in.tsx';
import { CELL, Empty, Table, TableSkeleton, WIDE_CELL } from '../../../../components/table.tsx';
import { KIND_WORDS, standingOf, whereOf } from '../../../../view/channels.ts';
import { AddNumberDialog } from './add-number-dialog.tsx';
import { AddWebChatDialog } from './add-web-chat-dialog.tsx';

export function ChannelsClient() {
  const { may } = useSession();
  const [adding, setAdding] = useState<'number' | 'web_chat' | null>(null);
  if (!may('channels.read')) return <NotForRole title="Channels" />;
  const add = may('channels.manage') && (
    <div className="flex flex-wrap gap-2">
      <Button onClick={() => setAdding('web_chat')}>Add a web chat</Button>
      <Button kind="primary" onClick={() => setAdding('number')}>
        Add a number
      </Button>
    </div>
  );
  return (
    <>
      <PageTitle title="Channels" action={add}>
        The doors that customers come through, and the agent behind each.
      </PageTitle>
      <ChannelList />
      {adding === 'number' && <AddNumberDialog onClose={() => setAdding(null)} />}
      {adding === 'web_chat' && <AddWebChatDialog onClose={() => setAdding(null)} />}
    </>
  );
}

const COLUMNS = [
  { title: 'Name' },
  { title: 'Where' },
  { title: 'Agent', wide: true },
  { title: 'State', wide: true },
  { title: 'Since', wide: true },
];

function ChannelList() {
  const list = useList(['channels'], (query, signal) => api.listChannels({ query, signal }));
  if (!list.items) {
    if (!list.failure) return <TableSkeleton what="the channels" />;
    return <LoadFailure title="The channels cannot be read." failure={list.failure} onRetry={list.readNow} />;
  }
  if (list.items.length === 0) {
    return (
      <Empty title="Customers cannot reach you yet.">
        Add a web chat for your site, or a phone number that you have at Twilio.
      </Empty>
    );
  }
  return (
    <div>
      <Table label="Channels" columns={COLUMNS}>
        {list.items.map((channel) => (
          <ChannelRow key={channel.id} channel={channel} />
        ))}
      </Table>
      <More list={list} />
    </div>
  );
}

const ChannelRow = ({ channel }: { channel: ChannelView }) => (
  <tr>
    <td className={`${CELL} wrap-anywhere`}>
      <Link href={`/channels/${channel.id}`} className="font-medium hover:underline">
        {channel.name}
      </Link>
      <span className="block text-muted text-xs">{KIND_WORDS[channel.kind]}</span>
    </td>
    <td className={`${CELL} wrap-anywhere`}>{whereOf(channel)}</td>
    <td className={`${WIDE_CELL} text-muted`}>{channel.agent.name}</td>
    <td className={WIDE_CELL}>{channel.sms && <NumberState check={channel.sms.check} />}</td>
    <td className={`${WIDE_CELL} text-muted`}>
      <Day at={channel.created_at} />
    </td>
  </tr>
);

function NumberState({ check }: { check: NonNullable<ChannelView['sms']>['check'] }) {
  const { tone, word } = standingOf(check);
  return <State tone={tone}>{word}</State>;
}
