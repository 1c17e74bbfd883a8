'use client';

import type { ApiError } from '@parley/sdk/api-error';
import type { Conversation } from '@parley/shared/contract/conversations';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { api } from '../../../../../api/client.ts';
import { isSurprise } from '../../../../../api/is-surprise.ts';
import { LoadFailure } from '../../../../../components/failure.tsx';
import { NotForRole } from '../../../../../components/not-for-role.tsx';
import { PageAbove } from '../../../../../components/page-above.tsx';
import { PageTitle } from '../../../../../components/page-title.tsx';
import { useSession } from '../../../../../components/signed-in.tsx';
import { TableSkeleton } from '../../../../../components/table.tsx';
import { channelLabel, contactLabel } from '../../../../../view/conversations.ts';
import { AnswerField } from './answer-field.tsx';
import { Owner } from './owner.tsx';
import { Transcript } from './transcript.tsx';

export function ConversationClient({ id }: { id: string }) {
  const { may } = useSession();
  const { data, error, refetch } = useQuery({
    queryKey: ['conversation', id],
    queryFn: ({ signal }) => api.readConversation({ params: { id }, signal }),
    enabled: may('conversations.read'),
    throwOnError: isSurprise,
  });
  if (!may('conversations.read')) return <NotForRole title="Conversation" />;
  if (data) return <Shown conversation={data} />;
  return (
    <>
      <PageTitle title="Conversation" />
      {error ? (
        <LoadFailure
          title="The conversation cannot be read."
          failure={error as ApiError}
          onRetry={() => void refetch()}
        />
      ) : (
        <TableSkeleton what="the conversation" />
      )}
    </>
  );
}

const Shown = ({ conversation }: { conversation: Conversation }) => (
  <>
    <PageAbove href="/conversations" name="Conversations" />
    <PageTitle title={contactLabel(conversation)}>
      {channelLabel(conversation)} · {conversation.agent.name} · <ContactLink conversation={conversation} />
    </PageTitle>
    <div className="flex flex-col gap-4">
      <Owner conversation={conversation} />
      <Transcript conversation={conversation} />
      <AnswerField conversation={conversation} />
    </div>
  </>
);

function ContactLink({ conversation: { contact } }: { conversation: Conversation }) {
  const { may } = useSession();
  return may('contacts.read') ? (
    <Link href={`/contacts/${contact.id}`} className="text-accent underline-offset-4 hover:underline">
      Contact
    </Link>
  ) : (
    <code className="font-mono text-xs">{contact.id}</code>
  );
}
