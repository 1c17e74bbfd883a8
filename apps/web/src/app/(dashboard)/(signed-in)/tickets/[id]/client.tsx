'use client';

import type { ApiError } from '@parley/sdk/api-error';
import type { TicketDetail } from '@parley/shared/contract/tickets';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { api } from '../../../../../api/client.ts';
import { isSurprise } from '../../../../../api/is-surprise.ts';
import { useNames } from '../../../../../api/use-names.ts';
import { State } from '../../../../../components/badge.tsx';
import { Figure, Figures } from '../../../../../components/figures.tsx';
import { Moment } from '../../../../../components/moment.tsx';
import { NotForRole } from '../../../../../components/not-for-role.tsx';
import { PageAbove } from '../../../../../components/page-above.tsx';
import { PageFailure } from '../../../../../components/page-failure.tsx';
import { PageTitle } from '../../../../../components/page-title.tsx';
import { Card, Section } from '../../../../../components/section.tsx';
import { useSession } from '../../../../../components/signed-in.tsx';
import { TableSkeleton } from '../../../../../components/table.tsx';
import { PRIORITY, TICKET_KIND, TICKET_STATE } from '../../../../../view/tickets.ts';
import { formatAgo } from '../../../../../view/time.ts';
import { useNow } from '../../../../../view/use-now.ts';
import { Actions } from './actions.tsx';
import { Comments } from './comments.tsx';

export function TicketClient({ id }: { id: string }) {
  const { may } = useSession();
  const { data, error, refetch } = useQuery({
    queryKey: ['ticket', id],
    queryFn: ({ signal }) => api.readTicket({ params: { id }, signal }),
    enabled: may('operations.read'),
    throwOnError: isSurprise,
  });
  if (!may('operations.read')) return <NotForRole title="Ticket" />;
  if (data) return <Shown ticket={data} />;
  if (!error) return <TableSkeleton what="the ticket" />;
  return (
    <PageFailure
      page="Ticket"
      title="The ticket cannot be read."
      failure={error as ApiError}
      onRetry={() => void refetch()}
    />
  );
}

function Shown({ ticket }: { ticket: TicketDetail }) {
  const now = useNow();
  const nameOf = useNames();
  const { may } = useSession();
  const state = TICKET_STATE[ticket.status];
  return (
    <>
      <PageAbove href="/tickets" name="Tickets" />
      <PageTitle title={ticket.subject} action={may('operations.manage') && <Actions ticket={ticket} />}>
        <code className="select-all font-mono text-xs">{ticket.reference}</code> · {TICKET_KIND[ticket.kind]}
        <Where ticket={ticket} />
      </PageTitle>
      <div className="flex flex-col gap-6">
        <Figures>
          <Figure label="State">
            <State tone={state.tone}>{state.word}</State>
          </Figure>
          <Figure label="Priority">{PRIORITY[ticket.priority]}</Figure>
          <Figure label="Seen to by">
            <span className="wrap-anywhere text-base">
              {ticket.assignee_id ? nameOf(ticket.assignee_id) : 'Nobody yet'}
            </span>
          </Figure>
          <Figure label="Since">
            <Moment at={ticket.created_at}>{formatAgo(now - Date.parse(ticket.created_at))}</Moment>
          </Figure>
        </Figures>
        {ticket.description !== '' && (
          <Section title="What it is about">
            <Card>
              <p className="wrap-anywhere whitespace-pre-wrap px-4 py-4">{ticket.description}</p>
            </Card>
          </Section>
        )}
        <Section title="What colleagues said">
          <Comments ticket={ticket} nameOf={nameOf} />
        </Section>
      </div>
    </>
  );
}

const LINK = 'text-accent underline-offset-4 hover:underline';

const Where = ({ ticket: { conversation_id, contact_id } }: { ticket: TicketDetail }) => (
  <>
    {conversation_id && (
      <>
        {' '}
        ·{' '}
        <Link href={`/conversations/${conversation_id}`} className={LINK}>
          The conversation
        </Link>
      </>
    )}
    {contact_id && (
      <>
        {' '}
        ·{' '}
        <Link href={`/contacts/${contact_id}`} className={LINK}>
          The contact
        </Link>
      </>
    )}
  </>
);
