'use client';

import type { Conversation } from '@parley/shared/contract/conversations';
import Link from 'next/link';
import { api } from '../../../../api/client.ts';
import { useList } from '../../../../api/use-list.ts';
import { State } from '../../../../components/badge.tsx';
import { LoadFailure } from '../../../../components/failure.tsx';
import { Moment } from '../../../../components/moment.tsx';
import { More } from '../../../../components/more.tsx';
import { NotForRole } from '../../../../components/not-for-role.tsx';
import { PageTitle } from '../../../../components/page-title.tsx';
import { useSession } from '../../../../components/signed-in.tsx';
import { CELL, Empty, Table, TableSkeleton, WIDE_CELL } from '../../../../components/table.tsx';
import {
  type ConversationSearch,
  channelLabel,
  contactLabel,
  conversationFilter,
  conversationState,
  conversationsHref,
  LAST_AUTHOR,
  ownerWords,
} from '../../../../view/conversations.ts';
import { formatAgo } from '../../../../view/time.ts';
import { useNow } from '../../../../view/use-now.ts';
import { ConversationFilter } from './filter.tsx';

export function ConversationsClient({ search }: { search: ConversationSearch }) {
  const { may } = useSession();
  if (!may('conversations.read')) return <NotForRole title="Conversations" />;
  return (
    <>
      <PageTitle title="Conversations">What customers and your agents say to each other, the newest first.</PageTitle>
      <div className="flex flex-col gap-4">
        <ConversationFilter key={conversationsHref(search)} search={search} />
        <ConversationList search={search} />
      </div>
    </>
  );
}

const COLUMNS = [
  { title: 'Conversation' },
  { title: 'State' },
  { title: 'Answers', wide: true },
  { title: 'Active', wide: true },
];

function ConversationList({ search }: { search: ConversationSearch }) {
  const list = useList(['conversations', search], (query, signal) =>
    api.listConversations({ query: { ...query, limit: 50, ...conversationFilter(search) }, signal }),
  );
  if (!list.items) {
    if (!list.failure) return <TableSkeleton what="the conversations" />;
    return <LoadFailure title="The conversations cannot be read." failure={list.failure} onRetry={list.readNow} />;
  }
  if (list.items.length === 0) return <NoConversation filtered={conversationsHref(search) !== '/conversations'} />;
  return (
    <>
      <Table label="Conversations" columns={COLUMNS}>
        {list.items.map((conversation) => (
          <ConversationRow key={conversation.id} conversation={conversation} />
        ))}
      </Table>
      <More list={list} />
    </>
  );
}

const NoConversation = ({ filtered }: { filtered: boolean }) =>
  filtered ? (
    <Empty title="No conversation fits.">
      <Link href="/conversations" className="text-accent underline">
        Show all of them
      </Link>
    </Empty>
  ) : (
    <Empty title="Nobody has written yet.">
      A conversation begins with the first message that comes in through one of your channels.
    </Empty>
  );

function ConversationRow({ conversation }: { conversation: Conversation }) {
  const now = useNow();
  const { userId } = useSession();
  const { tone, word } = conversationState(conversation);
  const active = <Moment at={conversation.updated_at}>{formatAgo(now - Date.parse(conversation.updated_at))}</Moment>;
  return (
    <tr>
      <td className={`${CELL} w-full max-w-0`}>
        <Link
          href={`/conversations/${conversation.id}`}
          className="block truncate font-medium underline-offset-4 hover:underline"
        >
          {contactLabel(conversation)}
        </Link>
        <LastLine last={conversation.last} />
        <span className="block truncate text-muted text-xs">
          <span className="@2xl:hidden">{active} · </span>
          {channelLabel(conversation)}
        </span>
      </td>
      <td className={CELL}>
        <State tone={tone}>{word}</State>
      </td>
      <td className={WIDE_CELL}>
        <span className="block max-w-48 truncate">{ownerWords(conversation, userId)}</span>
      </td>
      <td className={`${WIDE_CELL} text-muted`}>{active}</td>
    </tr>
  );
}

const LastLine = ({ last }: { last: Conversation['last'] }) =>
  last && (
    <span className="block truncate text-muted">
      {LAST_AUTHOR[last.author] && `${LAST_AUTHOR[last.author]}: `}
      <bdi>{last.text}</bdi>
    </span>
  );
